/** What `lower` does alike at every grain, and what only a network of single neurons refuses. */
import { describe, expect, it } from '@jest/globals';
import { buildSpec, randomSpec } from '@nmap/testkit';
import { NmapError, type Diagnostic } from '../diagnostic.ts';
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from '../network-spec.ts';
import { evenCuts, type Tiling } from '../units/tiling.ts';
import { checkNetworkSpec } from './check-network-spec.ts';
import { lower, type LowerOptions } from './lower.ts';

const POSITION: LowerOptions = { grain: 'position' };

function faultsOf(spec: NetworkSpec, options?: LowerOptions): readonly Diagnostic[] {
  try {
    lower(spec, options);
  } catch (error) {
    if (error instanceof NmapError && error.kind === 'input') return error.diagnostics;
    throw error;
  }
  return [];
}

const whole = (size: number): Tiling => ({
  channels: evenCuts(1, 1),
  rows: evenCuts(1, 1),
  columns: evenCuts(size, 1),
});

describe('lower: grains', () => {
  const dense = buildSpec(
    [
      { id: 'a', size: 100_000, spikes: 2 },
      { id: 'b', size: 100_000, spikes: 3 },
    ],
    [{ from: 'a', to: 'b', connector: 'all-to-all' }],
  );

  it('lists no synapse of units: ten thousand millions of them', () => {
    const [fault] = faultsOf(dense);
    expect(fault).toMatchObject({ code: 'E1120', have: 1e10, need: 0xffff_ffff });
    expect(fault.hint).toMatch(/--grain/);
    const { network } = lower(dense, POSITION);
    expect(network.synapseCount).toBe(1e10);
    expect(network.neuronCount).toBe(200_000);
    const blocks: LowerOptions = { grain: 'block', tilings: [whole(100_000), whole(100_000)] };
    const { network: two } = lower(dense, blocks);
    expect([...two.spikes]).toEqual([200_000, 300_000]);
    expect([...two.outTarget]).toEqual([1]);
    expect([...two.outMultiplicity!]).toEqual([100_000]);
    expect([...two.fanIn]).toEqual([0, 100_000]);
    expect([...two.units!.synapses]).toEqual([0, 1e10]);
    expect(two.units!.blockOf).toBeNull();
    expect(two.spec).toBe(dense);
  });

  it('refuses as many synapses as asked to at any grain', () => {
    expect(faultsOf(dense, { ...POSITION, maxSynapses: 1e9 })).toMatchObject([{ code: 'E1120', need: 1e9 }]);
  });

  it('holds more neurons than 32 bits number in units, and only there', () => {
    const size = 2 ** 33;
    const spec = buildSpec([{ id: 'a', size, shape: [2, 2 ** 16, 2 ** 16], spikes: 1 }]);
    expect(checkNetworkSpec(spec)).toEqual([]);
    expect(faultsOf(spec)).toMatchObject([{ code: 'E1120', have: size, need: 0xffff_fffe, unit: 'neurons' }]);
    const tiling = { channels: evenCuts(2, 2), rows: evenCuts(2 ** 16, 4), columns: evenCuts(2 ** 16, 4) };
    const { network } = lower(spec, { grain: 'block', tilings: [tiling] });
    expect(network.vertexCount).toBe(32);
    expect(network.neuronCount).toBe(size);
    expect(network.spikes.reduce((sum, spikes) => sum + spikes, 0)).toBe(size);
  });

  it.each<[string, PopulationSpec, ProjectionSpec]>([
    ['a size', { id: 'a', size: 0 }, { from: 'a', to: 'a', connector: 'one-to-one' }],
    ['a projection', { id: 'a', size: 2 }, { from: 'a', to: 'b', connector: 'one-to-one' }],
    [
      'weights of drawn synapses',
      { id: 'a', size: 40 },
      { from: 'a', to: 'a', connector: 'fixed-probability', p: 0.5, weight: [1, 2] },
    ],
  ])('refuses the same of %s', (_name, population, projection) => {
    const spec = buildSpec([population], [projection]);
    expect(faultsOf(spec, POSITION)).not.toEqual([]);
    expect(faultsOf(spec, POSITION)).toEqual(faultsOf(spec));
  });

  it('assumes the same of random networks', () => {
    for (let seed = 0; seed < 60; seed++) {
      const spec = { ...randomSpec(seed), durationMs: 2.5 };
      const projections = spec.projections.map((projection, index) => ({
        ...projection,
        delayMs: 0.3 + (index % 3),
      }));
      const { diagnostics } = lower({ ...spec, projections });
      expect(lower({ ...spec, projections }, POSITION).diagnostics).toEqual(diagnostics);
    }
  });

  it('knows the kernels that neurons and units take weights from', () => {
    const spec = buildSpec(
      [
        { id: 'in', size: 8, shape: [2, 2, 2], spikes: 1 },
        { id: 'out', size: 12, shape: [3, 2, 2], spikes: 1 },
        { id: 'flat', size: 12, spikes: 1 },
      ],
      [
        { from: 'in', to: 'out', connector: 'conv2d', kernel: 3, padding: 1 },
        { from: 'in', to: 'flat', connector: 'conv2d', kernel: 3, padding: 1 },
        { from: 'out', to: 'flat', connector: 'all-to-all' },
      ],
    );
    const { kernels } = lower(spec).network;
    expect([...kernels!.entries]).toEqual([18, 18, 18, 18, 18, 18]);
    expect([...kernels!.start.slice(8, 14)]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...kernels!.kernel.slice(0, 12)]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
    expect([...kernels!.kernel.slice(12)]).toEqual([3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5]);
    expect([...kernels!.listed]).toEqual([
      ...new Array<number>(20).fill(0),
      ...new Array<number>(12).fill(12),
    ]);
    const units = lower(spec, { grain: 'block', tilings: [IMAGE_2, IMAGE_3, HALVES] }).network;
    expect([...units.kernels!.entries]).toEqual([36, 18, 18, 18, 18]);
    // `in` falls into neurons, since its convolution onto a flat population has to be visited.
    expect(units.populations.map(({ vertexCount }) => vertexCount)).toEqual([8, 2, 2]);
    expect([...units.kernels!.start]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 6]);
    expect([...units.kernels!.kernel]).toEqual([0, 1, 2, 3, 3, 4]);
    expect([...units.kernels!.listed]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 72, 72]);
  });

  it('has no kernels where no projection has one', () => {
    expect(lower(dense, POSITION).network.kernels).toBeNull();
  });
});

const IMAGE_2: Tiling = { channels: evenCuts(2, 1), rows: evenCuts(2, 1), columns: evenCuts(2, 1) };
/** Channels 0 and 1, channel 2. */
const IMAGE_3: Tiling = { ...IMAGE_2, channels: Uint32Array.of(0, 2, 3) };
/** Channels 0 and half of 1, the rest. */
const HALVES: Tiling = { channels: evenCuts(1, 1), rows: evenCuts(1, 1), columns: evenCuts(12, 2) };
