/** A report takes the manifest's numbers over, and what it adds to them sums to them. */
import { describe, expect, it } from '@jest/globals';
import { objectiveValue } from '@nmap/energy';
import { makePlaced, type Placed } from '@nmap/ir';
import { stateMetrics } from '@nmap/judge';
import { Rng, raw } from '@nmap/kernels';
import {
  EVERY_INTERCONNECT,
  buildProblem,
  buildTarget,
  manifestOf,
  mixedNetwork,
  placedOn,
  primedTarget,
  type TestChip,
} from '@nmap/testkit';
import { NO_WAY, type Report } from '../model/report.ts';
import { QUANTITIES } from '../model/quantities.ts';
import { sumOf } from '../model/column.ts';
import { reportOf } from './report-of.ts';

const LIMITS = { neurons: 60, synapses: 400, bitsPerSynapse: 8, synapseMemoryBits: 4000, inputAxons: 90 };

function drawn(chip: TestChip, seed: number): { readonly placed: Placed; readonly report: Report } {
  const rng = new Rng(seed);
  const network = mixedNetwork(rng, 24, 80, true);
  const target = primedTarget({ limits: LIMITS, ...chip });
  const live = Array.from({ length: target.coreCount }, (_, core) => core).filter(
    (core) => target.dead[core] === 0,
  );
  const coreOf = Array.from({ length: network.vertexCount }, () => live[rng.below(live.length)]);
  const placed = placedOn(buildProblem(network, target), coreOf);
  const manifest = { ...manifestOf(network, target, coreOf), ...stateMetrics(placed, null) };
  return { placed, report: reportOf({ manifest, placed, spec: null, labels: null, run: null }) };
}

const CHIPS = EVERY_INTERCONNECT.flatMap((chip) =>
  (['unicast-per-core', 'tree'] as const).map((multicast) => ({
    what: `${chip.kind ?? 'mesh'} ${chip.columns} x ${chip.rows}, ${multicast}, ${chip.deadLinks?.length ?? 0} dead`,
    chip: { ...chip, multicast },
  })),
);

describe('a report', () => {
  it.each(CHIPS)('has the numbers of the manifest, and its columns sum to them: $what', ({ chip }) => {
    for (const seed of [1, 2]) {
      const { placed, report } = drawn(chip, seed);
      const { metrics } = stateMetrics(placed, null);
      expect(report.metrics).toMatchObject({
        coresUsed: metrics.coresUsed,
        spikeHops: metrics.spikeHops,
        maxLinkLoad: metrics.maxLinkLoad,
        'energyPj.total': metrics.energyPj.total,
        'energyBackToBackPj.stepNs': metrics.energyBackToBackPj!.stepNs,
        'further.imbalance': metrics.further!['imbalance'],
      });
      const { cores, edges, links, populations, flows, limits, step } = report;
      expect(cores.count).toBe(metrics.coresUsed);
      const port = sumOf(edges.weight) - sumOf(cores.packetsOut);
      expect(sumOf(cores.packetsOut) + port).toBe(metrics.interCorePackets);
      expect(Math.max(0, ...links.load)).toBe(metrics.maxLinkLoad);
      expect(sumOf(links.load)).toBe(metrics.spikeHops);
      expect(sumOf(cores.spikes!)).toBe(metrics.further!['spikes']);
      expect(sumOf(cores.events!)).toBe(metrics.further!['synapticEvents']);
      expect(step!.stepNs === null ? null : step!.stepNs.toFixed(6)).toBe(
        metrics.energyBackToBackPj!.stepNs?.toFixed(6) ?? null,
      );
      if (metrics.energyPj.interconnect !== null) {
        const parts = populations.map(
          (each) => each.neuronsPj! + each.synapsesPj! + each.interconnectPj! + each.staticPj!,
        );
        expect(parts.reduce((sum, pj) => sum + pj, 0)).toBeCloseTo(metrics.energyPj.total!, 3);
        expect(flows.reduce((sum, flow) => sum + flow.packets, 0)).toBeCloseTo(metrics.interCorePackets, 6);
      }
      for (const { name, most, mean, limit } of limits) {
        if (!(name in LIMITS)) continue;
        expect(most / limit).toBeCloseTo(metrics.further![`utilisation/${name}-max`]!, 12);
        expect(mean / limit).toBeCloseTo(metrics.further![`utilisation/${name}-mean`]!, 12);
      }
      if (chip.multicast !== 'tree') {
        const hops = Array.from(edges.weight, (weight, e) =>
          edges.hops[e] === NO_WAY ? 0 : weight * edges.hops[e],
        );
        expect(hops.reduce((sum, product) => sum + product, 0)).toBe(metrics.spikeHops);
      }
    }
  });

  it.each(CHIPS.filter(({ chip }) => chip.deadLinks === undefined))(
    'says what a move costs, exactly: $what',
    ({ chip }) => {
      const { placed, report } = drawn({ ...chip, energy: {} }, 5);
      const { moves, cores } = report;
      expect(moves!.all).toBe(true);
      expect(moves!.core.length).toBeGreaterThan(0);
      const before = objectiveValue(placed).value!;
      const rng = new Rng(9);
      for (let round = 0; round < 25; round++) {
        const index = rng.below(cores.count);
        const from = moves!.start[index];
        const k = from + rng.below(moves!.start[index + 1] - from);
        const here = cores.core[index];
        const there = moves!.core[k];
        const coreOf = raw(placed.coreOf).map((core) =>
          core === here ? there : core === there ? here : core,
        );
        const after = objectiveValue(makePlaced(placed.clustered, coreOf)).value!;
        expect(moves!.delta[k]).toBeCloseTo(after - before, 4);
      }
    },
  );

  it('tells whose packets cross a link: all of them, where they are few', () => {
    const { report } = drawn({ columns: 3, rows: 1 }, 4);
    const { links, edges, cores } = report;
    for (let link = 0; link < links.count; link++) {
      const { start, weight, source, target } = links.crossers;
      const entries = Array.from({ length: start[link + 1] - start[link] }, (_, k) => start[link] + k);
      expect(entries.reduce((sum, k) => sum + weight[k], 0)).toBe(links.load[link]);
      for (const k of entries) {
        const row = edges.target.subarray(edges.start[source[k]], edges.start[source[k] + 1]);
        expect(row).toContain(target[k]);
        expect(source[k]).toBeLessThanOrEqual(cores.count);
      }
    }
  });

  it('has no dead core in use and says which are dead', () => {
    const { report } = drawn({ columns: 3, rows: 3, dead: [4, 7] }, 6);
    expect([...report.chip.deadCores]).toEqual([4, 7]);
    expect([...report.cores.core].some((core) => core === 4 || core === 7)).toBe(false);
  });

  it('tells each quantity by core', () => {
    const { report } = drawn({ columns: 3, rows: 3 }, 6);
    for (const { column, name } of QUANTITIES) {
      const values = column(report);
      expect([name, values?.length]).toEqual([name, report.cores.count]);
    }
  });

  it('leaves the energy of a chip without constants out', () => {
    const rng = new Rng(3);
    const network = mixedNetwork(rng, 10, 20, false);
    const unknown = Object.fromEntries(Object.keys(buildTarget().energy).map((key) => [key, null]));
    const target = buildTarget({ energy: unknown });
    const coreOf = Array.from({ length: network.vertexCount }, (_, k) => k % 9);
    const placed = placedOn(buildProblem(network, target), coreOf);
    const manifest = { ...manifestOf(network, target, coreOf), ...stateMetrics(placed, null) };
    const report = reportOf({ manifest, placed, spec: null, labels: null, run: null });
    expect(report.cores.energyPj).toBeNull();
    expect(report.metrics['energyPj.total']).toBeNull();
    expect(report.populations[0].synapsesPj).toBeNull();
  });
});
