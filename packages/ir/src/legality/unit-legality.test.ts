/** Networks of units against the networks of their neurons: loads are equal, bounds never above. */
import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import {
  buildProblem,
  buildTarget,
  drawUnitClusters,
  liftedClusters,
  randomUnits,
  specUnits,
  type RandomUnits,
} from '@nmap/testkit';
import { formatDiagnostic } from '../diagnostic.ts';
import { networkStatistics } from '../network-statistics.ts';
import type { Network } from '../network.ts';
import type { CoreLimits, Target } from '../target.ts';
import type { Traffic } from '../traffic.ts';
import { clusterReach } from '../traffic/cluster-reach.ts';
import { deriveTraffic } from '../traffic/derive-traffic.ts';
import { makeClustered } from '../traffic/make-stages.ts';
import { checkProblem } from './check-problem.ts';
import { coreCountBound } from './core-count-bound.ts';
import { coreLoads, type CoreLoads } from './core-loads.ts';
import { netSizes } from './net-sizes.ts';

const SHAPES: readonly RandomUnits[] = [
  { units: 6, edges: 12 },
  { units: 9, external: 3, edges: 30 },
  { units: 9, external: 3, edges: 30, multapses: false },
  { units: 8, external: 4, edges: 24, joined: 5 },
  { units: 10, external: 2, edges: 30, joined: 7, multapses: false, kernels: 3 },
  { units: 10, edges: 30, kernels: 2 },
  { units: 5, edges: 20, mostNeurons: 1 },
  { units: 12, edges: 6, mostNeurons: 9 },
];
const ROUNDS = 12;
/** More of them by hand: UNIT_TRIALS=2000 npm test -- packages/ir/src/legality/unit-legality.test.ts */
const SPECS = Number(process.env['UNIT_TRIALS'] ?? 40);

/** Each shape with many seeds, and networks of every connector. */
function forEachPair(visit: (pair: ReturnType<typeof randomUnits>, rng: Rng) => void): void {
  SHAPES.forEach((shape, index) => {
    for (let round = 0; round < ROUNDS; round++) {
      const seed = 1000 * index + round;
      visit(randomUnits(seed, shape), new Rng(seed + 1));
    }
  });
  for (let seed = 0; seed < SPECS; seed++) visit(specUnits(seed), new Rng(seed));
}

/** Nets of one source come by their first vertex, which is not always that of the first neuron. */
function netsOf({ nets }: Traffic): string[] {
  return Array.from({ length: nets.netCount }, (_, net) => {
    const pins = nets.pins.subarray(nets.start[net], nets.start[net + 1]);
    return `${nets.source[net]} -> ${pins.join()}: ${nets.weight[net]}`;
  }).sort();
}

function chip(limits: Partial<CoreLimits>, sharedKernels = false): Target {
  const target = buildTarget({ columns: 4, rows: 4, limits });
  return { ...target, classes: target.classes.map((one) => ({ ...one, sharedKernels })) };
}

describe('what clusters of units ask of their cores', () => {
  it('is what the clusters of their neurons ask', () => {
    forEachPair(({ units, neurons, unitOf }, rng) => {
      const { clusterOf, clusterCount } = drawUnitClusters(rng, units, 1 + rng.below(5));
      const ofUnits = coreLoads(units, clusterOf, clusterCount);
      const ofNeurons = coreLoads(neurons, liftedClusters(unitOf, clusterOf), clusterCount);
      for (const key of Object.keys(ofNeurons) as (keyof CoreLoads)[])
        expect([key, ...ofUnits[key]]).toEqual([key, ...ofNeurons[key]]);
    });
  });

  it('with the packets that their neurons send', () => {
    forEachPair(({ units, neurons, unitOf }, rng) => {
      const { clusterOf, clusterCount } = drawUnitClusters(rng, units, 1 + rng.below(5));
      const ofUnits = deriveTraffic(units, clusterOf, clusterCount);
      const ofNeurons = deriveTraffic(neurons, liftedClusters(unitOf, clusterOf), clusterCount);
      expect(ofUnits.graph).toEqual(ofNeurons.graph);
      expect(netsOf(ofUnits)).toEqual(netsOf(ofNeurons));
    });
  });

  it('and each neuron reaches what its unit reaches', () => {
    forEachPair(({ units, neurons, unitOf }, rng) => {
      const { clusterOf, clusterCount } = drawUnitClusters(rng, units, 4);
      const reachOf = (network: Network, homes: Uint32Array) => {
        const classOf = new Uint32Array(clusterCount);
        const problem = buildProblem(network, buildTarget({ rows: 2 }));
        return clusterReach(makeClustered(problem, homes, classOf, clusterCount));
      };
      const ofUnits = reachOf(units, clusterOf);
      const ofNeurons = reachOf(neurons, liftedClusters(unitOf, clusterOf));
      const row = (reach: typeof ofUnits, vertex: number): string[] =>
        Array.from(reach.cluster.subarray(reach.start[vertex], reach.start[vertex + 1]), (cluster, k) => {
          return `${cluster} x ${reach.synapses[reach.start[vertex] + k]}`;
        }).sort();
      unitOf.forEach((unit, neuron) => expect(row(ofUnits, unit)).toEqual(row(ofNeurons, neuron)));
    });
  });
});

describe('what units prove', () => {
  it('of the targets of a neuron is never too much, and all where no pair has two synapses', () => {
    forEachPair(({ units, neurons, unitOf }) => {
      const ofUnits = netSizes(units);
      const ofNeurons = netSizes(neurons);
      unitOf.forEach((unit, neuron) => {
        expect(ofUnits.onChip[unit]).toBeLessThanOrEqual(ofNeurons.onChip[neuron]);
        if (units.units?.mostParallel === 1) expect(ofUnits.onChip[unit]).toBe(ofNeurons.onChip[neuron]);
        expect(ofUnits.reachesPort[unit]).toBe(ofNeurons.reachesPort[neuron]);
        expect(ofUnits.reachesItself[unit]).toBeGreaterThanOrEqual(ofNeurons.reachesItself[neuron]);
      });
    });
  });

  it('of the cores that are needed is never more than their neurons prove', () => {
    forEachPair(({ units, neurons }, rng) => {
      const limits = {
        neurons: 1 + rng.below(6),
        synapses: 12,
        inputAxons: 9,
        outputAxons: 9,
        synapseMemoryBits: 40,
        bitsPerSynapse: 3,
      };
      for (const shared of [false, true]) {
        const bound = (network: Network) => coreCountBound(buildProblem(network, chip(limits, shared)));
        const [ofUnits, ofNeurons] = [bound(units).byResource, bound(neurons).byResource];
        expect(ofUnits.neurons).toBe(ofNeurons.neurons);
        if (!shared) expect(ofUnits.synapses).toBe(ofNeurons.synapses);
        for (const [key, cores] of Object.entries(ofUnits))
          expect(cores).toBeLessThanOrEqual(ofNeurons[key as keyof typeof ofNeurons]);
      }
    });
  });

  it('not to fit does not fit neuron by neuron either, but for what shares a core', () => {
    const seen = new Set<string>();
    forEachPair(({ units, neurons }, rng) => {
      const limits = {
        neurons: 2 + rng.below(4),
        synapses: 1 + rng.below(20),
        fanInPerNeuron: 1 + rng.below(9),
        inputAxons: 1 + rng.below(9),
        outputAxons: 1 + rng.below(4),
        fanOutCoresPerNeuron: 1 + rng.below(3),
      };
      for (const shared of [false, true]) {
        const found = (network: Network) =>
          checkProblem(buildProblem(network, chip(limits, shared))).map(({ code }) => code);
        const ofUnits = found(units);
        const ofNeurons = found(neurons);
        for (const code of ofUnits) {
          seen.add(code);
          if (code !== 'E2231') expect(ofNeurons).toContain(code);
        }
        if (units.units?.mostParallel === 1 && !shared)
          for (const code of ofNeurons.filter((each) => each !== 'E2107'))
            if (['E2101', 'E2102', 'E2104', 'E2201', 'E2202', 'E2204'].includes(code))
              expect(ofUnits).toContain(code);
      }
    });
    expect([...seen].sort()).toEqual(
      expect.arrayContaining(['E2101', 'E2102', 'E2104', 'E2105', 'E2201', 'E2202', 'E2205', 'E2231']),
    );
  });
});

describe('checkProblem, on units', () => {
  const { units } = randomUnits(3, { units: 4, edges: 8, mostNeurons: 6 });
  const lines = (limits: Partial<CoreLimits>): string[] =>
    checkProblem(buildProblem(units, chip(limits))).map(formatDiagnostic);

  it('names a unit by its neurons, and counts neurons', () => {
    const [line] = lines({ fanInPerNeuron: 1 });
    expect(line).toMatch(
      /^E2101 a\[\d+(\.\.\d+)?\]: needs \d+ synapses onto one neuron \(fan-in\), a core has 1; (all|at least) \d+ neurons of a are over this limit/,
    );
  });

  it('names a unit whose neurons do not fit one core', () => {
    const size = Math.max(...units.units!.size);
    expect(lines({ neurons: size })).toEqual([]);
    const [line] = lines({ neurons: size - 1 });
    expect(line).toMatch(
      new RegExp(
        `^E2231 a\\[\\d+\\.\\.\\d+\\]: is lowered so that ${size} neurons share a core, and they fit no class ` +
          `of it \\(class0: neurons ${size} > ${size - 1}\\); \\d+ neurons of a are affected\\. Lower with a finer grain`,
      ),
    );
  });
});

describe('networkStatistics, on units', () => {
  it('says what it says of the neurons, or nothing', () => {
    forEachPair(({ units, neurons }) => {
      const ofUnits = networkStatistics(units);
      const ofNeurons = networkStatistics(neurons);
      const known = (value: unknown, other: unknown): unknown => (value === null ? null : other);
      expect(ofUnits).toEqual({
        ...ofNeurons,
        connections: known(ofUnits.connections, ofNeurons.connections),
        selfLoops: known(ofUnits.selfLoops, ofNeurons.selfLoops),
        isolatedNeurons: known(ofUnits.isolatedNeurons, ofNeurons.isolatedNeurons),
        populations: ofNeurons.populations.map((population, index) => ({
          ...population,
          fanOut: known(ofUnits.populations[index].fanOut, population.fanOut),
        })),
      });
      if (units.units?.mostParallel === 1) expect(ofUnits.connections).toBe(ofNeurons.connections);
    });
  });
});
