import { startsFromCounts, transpose } from '@nmap/kernels';
import type { Network, NetworkSpec, Population, PopulationSpec, ProjectionSpec } from '@nmap/ir';

export interface TestPopulation {
  readonly id?: string;
  readonly size: number;
  readonly external?: boolean;
  /** One number for all or one each; default 1. */
  readonly spikes?: number | readonly number[];
}

/** From global neuron ids; a repeated pair is a multapse. */
export type Pairs = readonly (readonly [pre: number, post: number])[];

/** Straight from the types, without lowering: nothing to be wrong but what is written here. */
export function buildNetwork(
  populations: readonly TestPopulation[],
  synapses: Pairs,
  { name = 'test', timestepMs = 1, durationMs = 1000 } = {},
): Network {
  const listed: Population[] = [];
  const spikes: number[] = [];
  const external: number[] = [];
  for (const [index, population] of populations.entries()) {
    const { size, external: outside = false, spikes: given = 1, id = `p${index}` } = population;
    const role = outside ? 'input' : 'hidden';
    listed.push({
      id,
      first: spikes.length,
      vertexCount: size,
      size,
      shape: [size],
      role,
      external: outside,
    });
    for (let i = 0; i < size; i++) {
      spikes.push(typeof given === 'number' ? given : given[i]);
      external.push(outside ? 1 : 0);
    }
  }
  return {
    name,
    timestepMs,
    durationMs,
    populations: listed,
    vertexCount: spikes.length,
    neuronCount: spikes.length,
    kernels: null,
    units: null,
    spec: null,
    spikes: Uint32Array.from(spikes),
    external: Uint8Array.from(external),
    ...columnsOf(spikes.length, synapses),
  };
}

function columnsOf(
  neuronCount: number,
  synapses: Pairs,
): Pick<
  Network,
  | 'synapseCount'
  | 'outStart'
  | 'outTarget'
  | 'outMultiplicity'
  | 'inStart'
  | 'inSource'
  | 'inMultiplicity'
  | 'fanIn'
> {
  const sorted = [...synapses].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const counts = new Uint32Array(neuronCount);
  const fanIn = new Uint32Array(neuronCount);
  const target: number[] = [];
  const multiplicity: number[] = [];
  for (const [k, [pre, post]] of sorted.entries()) {
    fanIn[post]++;
    const before = sorted[k - 1];
    if (before !== undefined && before[0] === pre && before[1] === post) {
      multiplicity[multiplicity.length - 1]++;
      continue;
    }
    counts[pre]++;
    target.push(post);
    multiplicity.push(1);
  }
  const out = { start: startsFromCounts(counts), target: Uint32Array.from(target) };
  const entryOf = new Uint32Array(target.length);
  const incoming = transpose(out, neuronCount, entryOf);
  const plain = multiplicity.every((count) => count === 1);
  return {
    synapseCount: synapses.length,
    outStart: out.start,
    outTarget: out.target,
    outMultiplicity: plain ? null : Uint32Array.from(multiplicity),
    inStart: incoming.start,
    inSource: incoming.target,
    inMultiplicity: plain ? null : entryOf.map((entry) => multiplicity[entry]),
    fanIn,
  };
}

export interface TestNeurons {
  readonly spikes: readonly number[];
  /** Neurons from here on are external. */
  readonly firstExternal?: number;
  readonly synapses: Pairs;
  readonly timestepMs?: number;
  readonly durationMs?: number;
}

/** From the spikes of each neuron: population `a` on the chip, after it `x` outside. */
export function networkOf({
  spikes,
  firstExternal = spikes.length,
  synapses,
  ...window
}: TestNeurons): Network {
  const inside = { id: 'a', size: firstExternal, spikes: spikes.slice(0, firstExternal) };
  const outside = {
    id: 'x',
    size: spikes.length - firstExternal,
    external: true,
    spikes: spikes.slice(firstExternal),
  };
  const populations = [inside, outside].filter(({ size }) => size > 0);
  return buildNetwork(populations, synapses, window);
}

/** Neurons 0 .. size - 1 with the given synapses; neuron i sends i + 1 spikes, so that no two are alike. */
export function countedNetwork(size: number, synapses: Pairs): Network {
  return networkOf({ spikes: Array.from({ length: size }, (_, neuron) => neuron + 1), synapses });
}

export function buildSpec(
  populations: readonly PopulationSpec[],
  projections: readonly ProjectionSpec[] = [],
): NetworkSpec {
  return { name: 'test', timestepMs: 1, durationMs: 1000, populations, projections };
}
