import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CoreLimits } from '../target.ts';
import { buildProblem, buildTarget, countedNetwork } from '@nmap/testkit';
import { CLUSTERS, drawnClustering } from '@nmap/testkit';
import { makeClustered } from '../traffic/make-stages.ts';
import { verifyClustered } from '@nmap/judge';
import { checkProblem } from './check-problem.ts';
import { coreCountBound } from './core-count-bound.ts';
import { coreLoads } from './core-loads.ts';
import { neuronDemand } from './demand.ts';

/** Limits that a clustering just meets, every second one left out by `kept`. */
function tightLimits(loads: ReturnType<typeof coreLoads>, kept: number): Partial<CoreLimits> {
  const most = (column: ArrayLike<number>): number => Math.max(1, ...Array.from(column));
  const all: readonly (readonly [keyof CoreLimits, number])[] = [
    ['neurons', most(loads.neurons)],
    ['synapses', most(loads.synapses)],
    ['synapseMemoryBits', most(loads.synapses) * 5],
    ['fanInPerNeuron', most(loads.maxFanIn)],
    ['inputAxons', most(loads.inputAxons)],
    ['outputAxons', most(loads.outputAxons)],
    ['fanOutCoresPerNeuron', most(loads.maxFanOutCores)],
  ];
  return { bitsPerSynapse: 5, ...Object.fromEntries(all.filter((_, index) => ((kept >> index) & 1) === 1)) };
}

describe('what has a legal placement', () => {
  it('is never refused, on a chip that it just fills', () => {
    fc.assert(
      fc.property(drawnClustering, fc.nat(127), ({ network, clusterOf }, kept) => {
        const limits = tightLimits(coreLoads(network, clusterOf, CLUSTERS), kept);
        const target = buildTarget({ columns: CLUSTERS, rows: 1, classes: [limits] });
        const problem = buildProblem(network, target, { maxCores: CLUSTERS });
        const clustered = makeClustered(problem, clusterOf, new Uint32Array(CLUSTERS), CLUSTERS);
        expect(verifyClustered(clustered)).toEqual([]);
        expect(checkProblem(problem).filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(coreCountBound(problem).cores).toBeLessThanOrEqual(CLUSTERS);
      }),
      { numRuns: 500 },
    );
  });

  it('is never refused where the cores are of two classes, each as its clusters need', () => {
    fc.assert(
      fc.property(drawnClustering, fc.nat(127), ({ network, clusterOf }, kept) => {
        const loads = coreLoads(network, clusterOf, CLUSTERS);
        const half = (from: number): ReturnType<typeof coreLoads> =>
          Object.fromEntries(
            Object.entries(loads).map(([key, column]) => [
              key,
              (column as Uint32Array).slice(from, from + CLUSTERS / 2),
            ]),
          ) as unknown as ReturnType<typeof coreLoads>;
        const classes = [tightLimits(half(0), kept), tightLimits(half(CLUSTERS / 2), kept)];
        const classOf = Array.from({ length: CLUSTERS }, (_, core) => (core < CLUSTERS / 2 ? 0 : 1));
        const target = buildTarget({ columns: CLUSTERS, rows: 1, classes, classOf });
        const problem = buildProblem(network, target);
        const clustered = makeClustered(problem, clusterOf, Uint32Array.from(classOf), CLUSTERS);
        expect(verifyClustered(clustered)).toEqual([]);
        expect(checkProblem(problem).filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('a neuron among its own targets is counted once', () => {
    const network = countedNetwork(2, [
      [0, 0],
      [0, 1],
    ]);
    expect(Array.from(neuronDemand(network, 2).fanOutCores)).toEqual([0, 0]);
    expect(Array.from(neuronDemand(network, 1).fanOutCores)).toEqual([1, 0]);
  });
});
