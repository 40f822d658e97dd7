import { priceText, type Price } from './price.ts';
import type { Architecture, CoreRun } from './read-architecture.ts';

/** A chip here has one price for an event: cores and tiles that pay others are refused, each kind once. */
export function checkAlike({ tiles }: Architecture, isCore: (core: CoreRun) => boolean): void {
  const cores = tiles.flatMap((run) => run.cores.filter(isCore));
  const [firstTile] = tiles;
  for (const run of tiles) {
    const other = (['eastWest', 'northSouth'] as const).find((line) =>
      differ(run.hops[line], firstTile.hops[line]),
    );
    if (other !== undefined) refuse(run, firstTile, run.hops[other], firstTile.hops[other]);
  }
  const [firstCore] = cores;
  for (const run of cores) {
    const events = Object.keys(run.prices) as (keyof CoreRun['prices'])[];
    const other = events.find((event) => differ(run.prices[event], firstCore.prices[event]));
    if (other !== undefined) refuse(run, firstCore, run.prices[other], firstCore.prices[other]);
  }
}

function differ(a: Price, b: Price): boolean {
  return a.pj !== b.pj || a.ns !== b.ns;
}

type Run = Pick<CoreRun, 'base' | 'section'>;

function refuse(run: Run, first: Run, have: Price, need: Price): void {
  run.section.fault({
    code: 'E1394',
    message: `${run.base}: ${have.keys.join(' + ')} costs ${priceText(have)}, of ${first.base} ${priceText(need)}: a chip has one price for an event here.`,
    have: priceText(have),
    need: priceText(need),
    hint: 'Give all tiles and cores the same costs; their numbers of neurons may differ.',
  });
}
