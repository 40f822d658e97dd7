import { raw } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import type { ManifestCore } from '@nmap/manifest';
import { listedPopulations, rangesOn, type ListedPopulation } from '../common/listed-neurons.ts';
import type { ExportSubject } from '../exporter.ts';

/** Neighbouring neurons of one population, which sPyNNaker loads on a core of their own. */
export interface Slice {
  readonly population: string;
  readonly first: number;
  readonly neurons: number;
  readonly x: number;
  readonly y: number;
  /** The core of the manifest that they are on. */
  readonly core: number;
  /** Processor of the chip; null where any will do, as the chip has more slices than cores in use. */
  readonly p: number | null;
}

export interface ChipSlices {
  readonly chip: number;
  readonly x: number;
  readonly y: number;
  /** Cores of the manifest that hold more than one slice. */
  readonly shared: readonly number[];
  readonly slices: readonly Slice[];
}

/**
 * The last processor that every chip has: 18 less the monitor, 0, and the one that may be faulty. sPyNNaker puts its own
 * programs on the first that are free, from 1 up, so that cores count down from here.
 */
const LAST_PROCESSOR = 16;

/** The neurons of every chip, by chip, core and population. */
export function chipSlices({ manifest, placed }: ExportSubject): ChipSlices[] {
  const { network, target } = placed.problem;
  const listed = listedPopulations(network.populations);
  const { firstOf } = coresOfChips(target);
  const last = lastProcessor(target);
  const coresOn = new Map<number, ManifestCore[]>();
  for (const entry of manifest.cores) coresOn.set(entry.chip, [...(coresOn.get(entry.chip) ?? []), entry]);
  return [...coresOn].map(([chip, entries]) => {
    const ranges = entries.map((entry) => merged(entry, listed));
    const shared = entries.filter((_, k) => ranges[k].length > 1).map(({ core }) => core);
    const slices = entries.flatMap(({ core, x, y }, k) =>
      ranges[k].map((range) => ({
        ...range,
        x,
        y,
        core,
        p: shared.length > 0 ? null : last - (core - firstOf[chip]),
      })),
    );
    return { chip, x: entries[0].x, y: entries[0].y, shared, slices };
  });
}

/** The processor of a chip's first core; those of the others count down from it. */
export function lastProcessor(target: Target): number {
  return Math.max(LAST_PROCESSOR, coresOfChips(target).most);
}

/** The first core of every chip, and the cores of the largest one. Chips are tiles here, their cores follow each other. */
export function coresOfChips({ tileOf, chipOf, chipCount, coreCount }: Target): {
  readonly firstOf: Uint32Array;
  readonly countOf: Uint32Array;
  readonly most: number;
} {
  const firstOf = new Uint32Array(chipCount).fill(coreCount);
  const countOf = new Uint32Array(chipCount);
  for (let core = 0; core < coreCount; core++) {
    const chip = chipOf[raw(tileOf)[core]];
    firstOf[chip] = Math.min(firstOf[chip], core);
    countOf[chip]++;
  }
  return { firstOf, countOf, most: countOf.reduce((most, count) => Math.max(most, count), 0) };
}

/** Boxes are listed in runs, of which one may begin where another ends. */
function merged(
  entry: ManifestCore,
  listed: ReadonlyMap<string, ListedPopulation>,
): { population: string; first: number; neurons: number }[] {
  const ranges: { population: string; first: number; neurons: number }[] = [];
  for (const { population, first, last } of rangesOn(entry, listed)) {
    const before = ranges.at(-1);
    if (before?.population === population.id && before.first + before.neurons === first)
      before.neurons += last - first + 1;
    else ranges.push({ population: population.id, first, neurons: last - first + 1 });
  }
  return ranges;
}
