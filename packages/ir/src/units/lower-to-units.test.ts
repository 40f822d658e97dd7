/** Networks of units against the networks of their neurons: every count of every clustering that keeps blocks whole. */
import { describe, expect, it } from '@jest/globals';
import { NONE, Rng } from '@nmap/kernels';
import { buildSpec, randomSpec, randomTilings, unitOfNeurons } from '@nmap/testkit';
import { lower } from '../lower/lower.ts';
import type { NetworkSpec, ProjectionSpec } from '../network-spec.ts';
import { neuronsIn, synapsesOnto, type Network } from '../network.ts';
import { deriveTraffic } from '../traffic/derive-traffic.ts';
import { windowOf } from '../window.ts';
import { lowerToUnits } from './lower-to-units.ts';
import { positionTilings } from './position-tilings.ts';
import { blockCountOf } from './tiling.ts';

/** More of them by hand: UNIT_TRIALS=10000 npm test -- packages/ir/src/units */
const TRIALS = Number(process.env['UNIT_TRIALS'] ?? 150);

function layers(shapes: Readonly<Record<string, readonly number[]>>, projections: readonly ProjectionSpec[]) {
  const populations = Object.entries(shapes).map(([id, shape], k) => ({
    id,
    shape,
    size: shape.reduce((product, length) => product * length, 1),
    spikes: 1 + (k % 3),
    external: k === 0,
  }));
  return buildSpec(populations, projections);
}

function leNet(): NetworkSpec {
  const shapes = {
    in: [1, 32, 32],
    c1: [6, 28, 28],
    s2: [6, 14, 14],
    c3: [16, 10, 10],
    s4: [16, 5, 5],
    c5: [120, 1, 1],
    f6: [84],
    out: [10],
  };
  return layers(shapes, [
    { from: 'in', to: 'c1', connector: 'conv2d', kernel: 5 },
    { from: 'c1', to: 's2', connector: 'pool2d', kernel: 2 },
    { from: 's2', to: 'c3', connector: 'conv2d', kernel: 5 },
    { from: 'c3', to: 's4', connector: 'pool2d', kernel: 2 },
    { from: 's4', to: 'c5', connector: 'conv2d', kernel: 5 },
    { from: 'c5', to: 'f6', connector: 'all-to-all' },
    { from: 'f6', to: 'out', connector: 'all-to-all' },
  ]);
}

function mixedTrunk(): NetworkSpec {
  const shapes = {
    in: [3, 16, 16],
    a: [8, 16, 16],
    depth: [8, 16, 16],
    point: [12, 8, 8],
    wide: [12, 8, 8],
    down: [16, 4, 4],
    flat: [256],
    out: [10],
  };
  return layers(shapes, [
    { from: 'in', to: 'a', connector: 'conv2d', kernel: 3, padding: 1 },
    { from: 'a', to: 'depth', connector: 'conv2d', kernel: 3, padding: 1, groups: 8 },
    { from: 'a', to: 'depth', connector: 'one-to-one' },
    // A stride past the kernel: every other input is read by nobody.
    { from: 'depth', to: 'point', connector: 'conv2d', kernel: 1, stride: 2 },
    { from: 'point', to: 'wide', connector: 'conv2d', kernel: 3, padding: 2, dilation: 2, groups: 4 },
    { from: 'point', to: 'wide', connector: 'one-to-one' },
    { from: 'wide', to: 'wide', connector: 'all-to-all', selfConnections: false },
    { from: 'wide', to: 'down', connector: 'conv2d', kernel: [3, 5], stride: 2, padding: [1, 2] },
    { from: 'down', to: 'flat', connector: 'one-to-one' },
    { from: 'flat', to: 'out', connector: 'fixed-probability', p: 0.3 },
  ]);
}

/** What a core holds and sends, from the columns alone; of units or of neurons. */
function loadsOf(network: Network, clusterOf: Uint32Array, clusterCount: number) {
  const { steps } = windowOf(network);
  const loads = Array.from({ length: clusterCount }, () => ({
    neurons: 0,
    synapses: 0,
    spikes: 0,
    spikingSteps: 0,
    listed: 0,
    kernelEntries: 0,
    inputAxons: 0,
    outputAxons: 0,
    fanIn: 0,
    fanOutCores: 0,
  }));
  const kernelsOf = loads.map(() => new Set<number>());
  let events = 0;
  for (let u = 0; u < network.vertexCount; u++) {
    const size = neuronsIn(network, u);
    const reached = new Set<number>();
    for (let e = network.outStart[u]; e < network.outStart[u + 1]; e++) {
      reached.add(clusterOf[network.outTarget[e]]);
      events += network.spikes[u] * (network.outMultiplicity?.[e] ?? 1);
    }
    for (const cluster of reached) if (cluster !== NONE) loads[cluster].inputAxons += size;
    if (clusterOf[u] === NONE) continue;
    const load = loads[clusterOf[u]];
    const others = reached.size - (reached.has(clusterOf[u]) ? 1 : 0);
    load.neurons += size;
    load.synapses += synapsesOnto(network, u);
    load.spikes += network.spikes[u];
    load.spikingSteps += network.units?.spikingSteps[u] ?? Math.min(network.spikes[u], steps);
    load.outputAxons += size * others;
    load.fanIn = Math.max(load.fanIn, network.fanIn[u]);
    load.fanOutCores = Math.max(load.fanOutCores, others);
    load.listed += network.kernels?.listed[u] ?? 0;
    if (network.kernels === null) continue;
    const { start, kernel } = network.kernels;
    for (let k = start[u]; k < start[u + 1]; k++) kernelsOf[clusterOf[u]].add(kernel[k]);
  }
  for (const [cluster, load] of loads.entries())
    for (const kernel of kernelsOf[cluster]) load.kernelEntries += network.kernels!.entries[kernel];
  return { loads, events };
}

function trafficOf(network: Network, clusterOf: Uint32Array, clusterCount: number) {
  const { nets, graph } = deriveTraffic(network, clusterOf, clusterCount);
  const lines = Array.from({ length: nets.netCount }, (_, net) => {
    const pins = nets.pins.subarray(nets.start[net], nets.start[net + 1]);
    return `${nets.source[net]} -> ${pins.join()}: ${nets.weight[net]}`;
  });
  return { nets: lines.sort(), graph };
}

/** A random cluster for each block of the chip. */
function randomClusters(network: Network, rng: Rng) {
  const { vertexCount, external, units } = network;
  const most = 1 + rng.below(6);
  const wished = Uint32Array.from({ length: vertexCount }, () => rng.below(most));
  const dense = new Map<number, number>();
  const clusterOf = new Uint32Array(vertexCount);
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const wish = wished[units!.blockOf?.[vertex] ?? vertex];
    if (external[vertex] === 0 && !dense.has(wish)) dense.set(wish, dense.size);
    clusterOf[vertex] = external[vertex] === 1 ? NONE : dense.get(wish)!;
  }
  return { clusterOf, clusterCount: dense.size };
}

function compare(spec: NetworkSpec, units: Network, rng: Rng): void {
  const { network: neurons } = lower(spec);
  expect(units.neuronCount).toBe(neurons.neuronCount);
  expect(units.synapseCount).toBe(neurons.synapseCount);
  const unitOf = unitOfNeurons(units, neurons);
  checkTranspose(units);
  expect(unitOf.map((unit) => units.external[unit])).toEqual(Uint32Array.from(neurons.external));
  for (let trial = 0; trial < 2; trial++) {
    const { clusterOf, clusterCount } = randomClusters(units, rng);
    const homes = unitOf.map((unit) => clusterOf[unit]);
    expect(loadsOf(units, clusterOf, clusterCount)).toEqual(loadsOf(neurons, homes, clusterCount));
    expect(trafficOf(units, clusterOf, clusterCount)).toEqual(trafficOf(neurons, homes, clusterCount));
  }
  compareUnits(units, neurons, unitOf);
}

/** Fan-in, synapses and spikes of each unit, and what each of its neurons has onto each block. */
function compareUnits(units: Network, neurons: Network, unitOf: Uint32Array): void {
  const blockOf = units.units!.blockOf ?? Uint32Array.from({ length: units.vertexCount }, (_, unit) => unit);
  // firstOf[block] = the vertex that nets name.
  const firstOf = new Map(
    [...blockOf.entries()].reverse().map(([vertex, block]) => [block, vertex] as const),
  );
  const fanIn = new Uint32Array(units.vertexCount);
  const synapses = new Float64Array(units.vertexCount);
  const spikes = new Uint32Array(units.vertexCount);
  const rows = Array.from({ length: units.vertexCount }, (_, unit) => {
    const row: string[] = [];
    for (let e = units.outStart[unit]; e < units.outStart[unit + 1]; e++) {
      row.push(`${units.outTarget[e]} x ${units.outMultiplicity?.[e] ?? 1}`);
    }
    return row.join(', ');
  });
  for (const [neuron, unit] of unitOf.entries()) {
    fanIn[unit] = Math.max(fanIn[unit], neurons.fanIn[neuron]);
    synapses[unit] += neurons.fanIn[neuron];
    spikes[unit] += neurons.spikes[neuron];
    const onto = new Map<number, number>();
    for (let e = neurons.outStart[neuron]; e < neurons.outStart[neuron + 1]; e++) {
      const block = blockOf[unitOf[neurons.outTarget[e]]];
      onto.set(block, (onto.get(block) ?? 0) + (neurons.outMultiplicity?.[e] ?? 1));
    }
    const row = [...onto]
      .sort((a, b) => a[0] - b[0])
      .map(([block, count]) => `${firstOf.get(block)} x ${count}`);
    if (row.join(', ') !== rows[unit]) expect(row.join(', ')).toBe(rows[unit]);
  }
  expect(units.fanIn).toEqual(fanIn);
  expect(units.units!.synapses).toEqual(synapses);
  expect(units.spikes).toEqual(spikes);
}

function checkTranspose(network: Network): void {
  const edges = (
    start: Uint32Array,
    other: Uint32Array,
    count: Uint32Array | null,
  ): [number, number, number][] =>
    Array.from({ length: network.vertexCount }, (_, v) =>
      [...other.subarray(start[v], start[v + 1])].map((w, k): [number, number, number] => [
        v,
        w,
        count?.[start[v] + k] ?? 1,
      ]),
    ).flat();
  const out = edges(network.outStart, network.outTarget, network.outMultiplicity);
  const back = edges(network.inStart, network.inSource, network.inMultiplicity).map(([v, w, k]) => [w, v, k]);
  const key = ([a, b]: readonly number[]): number => a * network.vertexCount + b;
  expect(String(back.sort((a, b) => key(a) - key(b)))).toBe(String(out));
}

describe('units: the counts of the neurons', () => {
  it('at random tilings, blocks by themselves and joined, of random networks', () => {
    for (let trial = 0; trial < TRIALS; trial++) {
      const rng = new Rng(trial);
      const spec = randomSpec(trial);
      const tilings = randomTilings(spec, rng);
      const groups = tilings.map((tiling) =>
        rng.below(3) === 0 ? null : Uint32Array.from({ length: blockCountOf(tiling) }, () => rng.below(5)),
      );
      compare(spec, lowerToUnits(spec, tilings, rng.below(2) === 0 ? undefined : groups), rng);
    }
  });

  it.each([
    ['LeNet-5', leNet()],
    ['a convolutional network with groups, strides, a residual and holes', mixedTrunk()],
  ])('of %s, at positions, at blocks and at blocks of several layers', (_name, spec) => {
    const rng = new Rng(5);
    compare(spec, lowerToUnits(spec, positionTilings(spec, { mostNeuronsPerUnit: 8 })), rng);
    const tilings = randomTilings(spec, rng);
    compare(spec, lowerToUnits(spec, tilings), rng);
    const groups = tilings.map((tiling) =>
      Uint32Array.from({ length: blockCountOf(tiling) }, () => rng.below(9)),
    );
    compare(spec, lowerToUnits(spec, tilings, groups), rng);
  });

  it('at one position and a group of channels: every unit is a block by itself', () => {
    for (let trial = 0; trial < TRIALS; trial++) {
      const rng = new Rng(trial);
      const spec = randomSpec(trial);
      const units = lowerToUnits(spec, positionTilings(spec, { mostNeuronsPerUnit: 1 + rng.below(8) }));
      expect(units.units!.blockOf).toBeNull();
      compare(spec, units, rng);
    }
  });
});
