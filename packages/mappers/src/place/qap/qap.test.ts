import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { clusteredOf, clusteredOn, gridEdges, trafficOf, unitChip, weightedHops } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { createSwapCost } from '../common/create-swap-cost.ts';
import { flowGraph } from '../common/flow-graph.ts';
import { synapseFlows } from './flows.ts';
import { qap } from './index.ts';

const DEFAULTS = qap.options.parse({});

describe('place/qap', () => {
  it('leaves no exchange that improves', async () => {
    const clustered = clusteredOn({ columns: 4, rows: 3 }, 10);
    const placed = await qap.run(clustered, DEFAULTS, testContext());
    const cost = createSwapCost(clustered, raw(placed.coreOf));
    for (let a = 0; a < 12; a++)
      for (let b = a + 1; b < 12; b++)
        if (cost.clusterAt[a] !== 0xffff_ffff || cost.clusterAt[b] !== 0xffff_ffff)
          expect(cost.delta(a, b)).toBeGreaterThan(-2e-9);
  });

  it('finds a small grid again under other ids', async () => {
    const clustered = clusteredOf(trafficOf(gridEdges(4, 4, 3)), unitChip(4, 4));
    const placed = await qap.run(clustered, { ...DEFAULTS, starts: 20 }, testContext());
    // 24 edges of one hop are the least; single exchanges come near.
    expect(weightedHops(placed)).toBeLessThanOrEqual(30);
  });

  it('counts synapses where asked to: the same for a spike or for many', () => {
    const clustered = clusteredOn({ columns: 3, rows: 3 }, 6);
    const packets = flowGraph(clustered.traffic.graph);
    const synapses = synapseFlows(clustered);
    const { network } = clustered.problem;
    let cut = 0;
    const clusterOf = raw(clustered.clusterOf);
    for (let neuron = 0; neuron < network.vertexCount; neuron++)
      for (let e = network.outStart[neuron]; e < network.outStart[neuron + 1]; e++) {
        const [from, to] = [clusterOf[neuron], clusterOf[network.outTarget[e]]];
        if (from !== 0xffff_ffff && to !== 0xffff_ffff && from !== to) cut++;
      }
    let sum = 0;
    for (let cluster = 0; cluster < 6; cluster++)
      for (let e = synapses.start[cluster]; e < synapses.start[cluster + 1]; e++)
        if (synapses.neighbor[e] < 6) sum += synapses.out[e];
    // A neuron without spikes sends nothing: its synapses are no flow.
    expect(sum).toBeLessThanOrEqual(cut);
    expect(sum).toBeGreaterThan(0);
    expect([...synapses.neighbor]).toEqual([...packets.neighbor]);
  });

  it('places by synapses', async () => {
    const clustered = clusteredOn({ columns: 3, rows: 3 }, 8);
    const placed = await qap.run(clustered, { ...DEFAULTS, flows: 'edge' }, testContext());
    expect(new Set(raw(placed.coreOf)).size).toBe(8);
  });

  it('weighs no more exchanges than it may', async () => {
    const ctx = testContext();
    await qap.run(clusteredOn({ columns: 5, rows: 5 }, 20), { ...DEFAULTS, evaluations: 400 }, ctx);
    // A step weighs all 300 pairs.
    expect(ctx.stats.get('swaps')).toBeLessThanOrEqual(101);
  });
});
