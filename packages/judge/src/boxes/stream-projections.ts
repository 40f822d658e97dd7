/** Projections whose synapses are drawn or listed: visited one by one, with one bit for each source neuron and core. */
import { visitProjection, type NetworkSpec } from '@nmap/ir';
import { NONE } from '@nmap/kernels';
import { runsOf } from '../manifest/stated-boxes.ts';
import { axesOfSpec, type ProductRule } from './axis-rule.ts';
import type { BoxesOfCore } from './boxes-of-core.ts';

export interface Streamed {
  /** A population with one projection that has to be visited has all of its projections visited: what a core hears is one set. */
  isStreamed(projection: number): boolean;
  /** Calls back for every neuron of a streamed population with a target on the core, with the core it is on itself. */
  heardBy(core: number, heard: (population: number, neuron: number, from: number) => void): void;
  /** Synapses of a projection that is no product of axes onto each neuron of its target; null where it is one. */
  fanInOf(projection: number): Float64Array | null;
}

/** Bits at hand at a time: 256 MB. More are made in turns, each of which visits the synapses again. */
const MOST_BITS = 2 ** 31;

export function streamProjections(
  spec: NetworkSpec,
  rules: readonly (ProductRule | null)[],
  cores: readonly BoxesOfCore[],
): Streamed {
  const indexOf = new Map(spec.populations.map(({ id }, index) => [id, index]));
  const sources = new Set(
    spec.projections.filter((_, index) => rules[index] === null).map(({ from }) => indexOf.get(from)!),
  );
  const ends = spec.projections.map(({ from, to }) => ({ from: indexOf.get(from)!, to: indexOf.get(to)! }));
  const streamed = ends.map(({ from }) => sources.has(from));
  const homes = new Map<number, Uint32Array>();
  for (const [index, { from, to }] of ends.entries())
    if (streamed[index])
      for (const population of [from, to])
        homes.set(population, homes.get(population) ?? homeOf(spec, population, cores));
  const fanIn = new Map<number, Float64Array>();
  const neurons = [...sources].reduce((sum, population) => sum + spec.populations[population].size, 0);
  const coresAtOnce = Math.max(1, Math.min(cores.length, Math.floor(MOST_BITS / Math.max(1, neurons))));
  const wordsPerNeuron = Math.ceil(coresAtOnce / 32);
  let bits = new Map<number, Uint32Array>();
  let first = 0;

  /** Marks what the cores from `from` on hear, as many as are at hand at a time. */
  const visit = (from: number): void => {
    first = from;
    bits = new Map(
      [...sources].map((population) => [
        population,
        new Uint32Array(spec.populations[population].size * wordsPerNeuron),
      ]),
    );
    for (const [index, { from: source, to: target }] of ends.entries()) {
      if (!streamed[index]) continue;
      const heard = bits.get(source)!;
      const onto = fanIn.get(index) ?? new Float64Array(spec.populations[target].size);
      if (from === 0 && rules[index] === null) fanIn.set(index, onto);
      // What comes again is counted once.
      const counted = from === 0 ? onto : new Float64Array(onto.length);
      const coreAt = Int32Array.from(homes.get(target)!, (core) =>
        core >= first && core < first + coresAtOnce ? core - first : -1,
      );
      visitProjection(spec, index, (pre, post) => {
        counted[post]++;
        const core = coreAt[post];
        if (core >= 0) heard[pre * wordsPerNeuron + (core >>> 5)] |= 1 << (core & 31);
      });
    }
  };
  if (sources.size > 0) visit(0);

  return {
    isStreamed: (projection) => streamed[projection],
    fanInOf: (projection) => fanIn.get(projection) ?? null,
    heardBy(core, heard) {
      if (sources.size > 0 && core >= first + coresAtOnce) visit(core);
      const at = core - first;
      for (const [population, list] of bits) {
        const home = homes.get(population)!;
        for (let neuron = 0; neuron < home.length; neuron++) {
          const word = list[neuron * wordsPerNeuron + (at >>> 5)];
          if ((word & (1 << (at & 31))) !== 0) heard(population, neuron, home[neuron]);
        }
      }
    },
  };
}

/** home[neuron] = number of its core. */
function homeOf(spec: NetworkSpec, population: number, cores: readonly BoxesOfCore[]): Uint32Array {
  const home = new Uint32Array(spec.populations[population].size).fill(NONE);
  const axes = axesOfSpec(spec.populations[population]);
  for (const [core, boxes] of cores.entries())
    for (const box of boxes.get(population) ?? [])
      for (const [from, to] of runsOf(box, axes)) home.fill(core, from, to + 1);
  return home;
}
