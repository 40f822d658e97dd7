import { axesOf, evenCuts, type NetworkSpec, type Tilings } from '@nmap/ir';

/** Spikes that a unit can count. */
const MOST_SPIKES = 2 ** 32 - 1;

/**
 * Populations in one piece, cut by rows only where their spikes are more than a unit counts: of a network of such blocks every
 * total is exact, and it is as small as a network can be. What a placement needs is not in it.
 */
export function wholeTilings(spec: NetworkSpec): Tilings {
  return spec.populations.map(({ size, shape, spikes, rateHz }) => {
    const [channels, rows, columns] = axesOf(shape ?? [size]);
    const most =
      rateHz === undefined ? mostOf(spikes ?? 1) : Math.ceil((mostOf(rateHz) * spec.durationMs) / 1000);
    const pieces = Math.max(1, Math.ceil((size * most) / MOST_SPIKES));
    const ofRows = Math.min(rows, pieces);
    return {
      channels: evenCuts(channels, 1),
      rows: evenCuts(rows, ofRows),
      columns: evenCuts(columns, Math.min(columns, Math.ceil(pieces / ofRows))),
    };
  });
}

function mostOf(values: number | ArrayLike<number>): number {
  if (typeof values === 'number') return values;
  let most = 0;
  for (let at = 0; at < values.length; at++) most = Math.max(most, values[at]);
  return most;
}
