import { isByTap, synapsesOfTap } from '../../connectors/table.ts';
import { endsOf } from '../../connectors/weighted.ts';
import type { Diagnostic } from '../../diagnostic.ts';
import type { NetworkSpec } from '../../network-spec.ts';
import { windowOf } from '../../window.ts';
import { grouped } from '../diagnostics.ts';

/** Synapses by what becomes of their delay, with the first delay of each kind. */
interface Kind {
  synapses: number;
  example: number;
}

type KindName = 'short' | 'late' | 'between';

/**
 * Delays that whole steps cannot hold, or that outlast the window. `perProjection` = synapses of each projection.
 * O(delays given).
 */
export function unusualDelays(spec: NetworkSpec, perProjection: ArrayLike<number>): Diagnostic | null {
  const kinds: Record<KindName, Kind> = {
    short: { synapses: 0, example: 0 },
    late: { synapses: 0, example: 0 },
    between: { synapses: 0, example: 0 },
  };
  const { steps } = windowOf(spec);
  const add = (delayMs: number, synapses: number): void => {
    const name = kindOf(delayMs, spec.timestepMs, steps);
    if (name === null || synapses === 0) return;
    if (kinds[name].synapses === 0) kinds[name].example = delayMs;
    kinds[name].synapses += synapses;
  };
  spec.projections.forEach((projection, index) => {
    const { delayMs } = projection;
    if (delayMs === undefined) return;
    if (typeof delayMs === 'number') {
      add(delayMs, perProjection[index]);
      return;
    }
    const ends = endsOf(spec, index);
    const byTap = isByTap(projection);
    for (let i = 0; i < delayMs.length; i++) add(delayMs[i], byTap ? synapsesOfTap(projection, ends, i) : 1);
  });
  const { short, late, between } = kinds;
  if (short.synapses + late.synapses + between.synapses === 0) return null;
  const parts = [
    part(short, `below one step of ${spec.timestepMs} ms`, 'taken as one step'),
    part(late, `as long as the window of ${grouped(steps)} steps or longer`, 'nothing arrives within it'),
    part(between, 'no whole number of steps', 'rounded to the nearest'),
  ].filter((text) => text !== null);
  return {
    code: 'W6005',
    // Rounding moves a spike by half a step at most; the other two change what the delay means.
    severity: short.synapses + late.synapses > 0 ? 'warning' : 'note',
    where: 'delayMs',
    message: `${parts.join('; ')}. Only simulate --mode lif reads delays: a placement and its metrics do not depend on them.`,
    have: short.synapses + late.synapses + between.synapses,
    need: 0,
    unit: 'synapses',
    hint: 'Give delays in ms, multiples of timestepMs, shorter than durationMs.',
  };
}

function kindOf(delayMs: number, timestepMs: number, steps: number): KindName | null {
  const exact = delayMs / timestepMs;
  const rounded = Math.round(exact);
  const whole = Math.abs(exact - rounded) <= 1e-9 * exact;
  if (exact < 1 && !(whole && rounded === 1)) return 'short';
  if (rounded >= steps && rounded > 1) return 'late';
  return whole ? null : 'between';
}

function part({ synapses, example }: Kind, fault: string, outcome: string): string | null {
  if (synapses === 0) return null;
  const [who, verb] =
    synapses === 1 ? ['one synapse has', 'a delay'] : [`${grouped(synapses)} synapses have`, 'delays'];
  return `${who} ${verb} ${fault} (e.g. ${example} ms): ${outcome}`;
}
