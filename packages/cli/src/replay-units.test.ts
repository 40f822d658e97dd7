/** A replay by boxes of neurons has the totals of the replay by neurons, and those that the manifest states. */
import { describe, expect, it } from '@jest/globals';
import { place, type GrainName } from '@nmap/compiler';
import { NmapError, type NetworkSpec, type PopulationSpec } from '@nmap/ir';
import { compareWithManifest, simulate, type SimulationReport, type SpikeMode } from '@nmap/simulator';

const STEPS = 20;

/** An image through a convolution, its pool and a dense layer, with a random projection back. */
function net(
  spikes: (size: number) => PopulationSpec['spikes'],
  ofInput: Partial<PopulationSpec>,
): NetworkSpec {
  const pop = (id: string, size: number, shape?: number[]): PopulationSpec => ({
    id,
    size,
    ...(shape === undefined ? {} : { shape }),
    spikes: spikes(size)!,
  });
  return {
    name: 'net',
    timestepMs: 1,
    durationMs: STEPS,
    populations: [
      { ...pop('in', 2 * 64, [2, 8, 8]), ...ofInput },
      pop('conv', 4 * 64, [4, 8, 8]),
      pop('pool', 4 * 16, [4, 4, 4]),
      pop('dense', 10),
    ],
    projections: [
      { from: 'in', to: 'conv', connector: 'conv2d', kernel: 3, padding: 1 },
      { from: 'conv', to: 'pool', connector: 'pool2d', kernel: 2, stride: 2 },
      { from: 'pool', to: 'dense', connector: 'all-to-all' },
      { from: 'dense', to: 'dense', connector: 'all-to-all', selfConnections: false },
      { from: 'dense', to: 'conv', connector: 'fixed-probability', p: 0.1, seed: 4 },
    ],
  };
}

const TOTALS = [
  'steps',
  'spikes',
  'packets',
  'injections',
  'localDeliveries',
  'messages',
  'unreachablePackets',
  'synapseEvents',
  'cutSpikes',
  'coresUsed',
  'spikeHops',
  'hopsByClass',
  'routerVisits',
  'linkLoads',
  'maxLinkLoad',
  'energyPj',
  'windowMs',
  'perCore',
] as const satisfies readonly (keyof SimulationReport)[];

const NETS = [
  ['one spike each', net(() => 1, {})],
  ['fewer spikes than steps', net(() => 7, { external: true })],
  ['more spikes than steps', net(() => 33, {})],
  [
    'unlike spikes, some silent, some more than steps',
    net((size) => Array.from({ length: size }, (_, k) => (7 * k) % 41), {}),
  ],
] as const;

describe('replay by boxes', () => {
  const cases = NETS.flatMap(([name, spec]) =>
    (['position', 'block'] as const).map((grain) => [name, grain, spec] as const),
  );

  it.each(cases)('has the totals of the replay by neurons: %s, %s', async (_name, grain, spec) => {
    const { manifest, network, target } = await placed(spec, grain);
    expect(network.units).not.toBeNull();
    const replay = (mostBytes: number): SimulationReport =>
      simulate({ manifest, spec, network, target, options: { mostBytes } });
    const byBoxes = replay(0);
    const byNeurons = replay(1e9);
    for (const key of TOTALS) expect({ [key]: byBoxes[key] }).toEqual({ [key]: byNeurons[key] });
    expect(compareWithManifest(byBoxes, manifest)).toEqual([]);
    expect(byBoxes.spikesOf).toHaveLength(network.vertexCount);
    expect(byNeurons.spikesOf).toHaveLength(network.neuronCount);
    expect(byBoxes.notes.join()).toContain(`${network.vertexCount} boxes`);
  });

  it.each<
    [string, { mode: SpikeMode; needsNeurons?: boolean; trains?: { step: number[]; neuron: number[] } }]
  >([
    ['spike trains', { mode: 'trains', trains: { step: [0], neuron: [1] } }],
    ['dynamics', { mode: 'lif' }],
    ['the spikes of each neuron', { mode: 'counts', needsNeurons: true }],
  ])('is refused where single neurons are needed: %s', async (_name, options) => {
    const spec = NETS[0][1];
    const { manifest, network, target } = await placed(spec, 'block');
    const run = (): unknown =>
      simulate({ manifest, spec, network, target, options: { ...options, mostBytes: 0 } });
    expect(run).toThrow(NmapError);
    expect(run).toThrow(/E1749.*GB/);
  });
});

async function placed(spec: NetworkSpec, grain: GrainName) {
  const partition = grain === 'block' ? 'partition/blocks' : 'partition/sequential';
  const pipeline = `${partition}; place/hilbert`;
  const { manifest, result } = await place(spec, 'loihi', { pipeline, grain, neuronsPerCore: 48 });
  const { network, target } = result.routed.problem;
  return { manifest, network, target };
}
