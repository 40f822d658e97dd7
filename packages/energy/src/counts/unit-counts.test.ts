/** Whatever is counted of a placement of units is what is counted of the same placement of their neurons. */
import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { makeClustered, makePlaced, type Placed } from '@nmap/ir';
import {
  EVERY_INTERCONNECT,
  buildProblem,
  drawUnitClusters,
  liftedClusters,
  primedTarget,
  randomUnits,
  specUnits,
  type RandomUnits,
} from '@nmap/testkit';
import { lowerBounds } from '../bounds/lower-bounds.ts';
import { jinCosts, JIN_CONSTANTS } from '../metrics/published-costs.ts';
import { PlacementCosts } from '../objective/placement-costs.ts';
import { searchCost } from '../objective/search-cost.ts';
import { OBJECTIVES } from '../objective/table.ts';
import { objectiveValue } from '../objective/value.ts';
import { spikePricesPj } from '../prices/spike-prices.ts';
import { evaluateBackToBack } from '../step-time/back-to-back.ts';
import { evaluate } from './evaluate.ts';
import { evaluateVariants } from './evaluate-variants.ts';
import { partsOf } from './parts.ts';

const SHAPES: readonly RandomUnits[] = [
  { units: 6, edges: 14, steps: 3 },
  { units: 9, external: 3, edges: 30 },
  { units: 9, external: 3, edges: 26, multapses: false, steps: 2 },
  { units: 8, external: 4, edges: 24, joined: 5, kernels: 3 },
  { units: 10, edges: 9, kernels: 2, steps: 1 },
  { units: 12, external: 2, edges: 7, multapses: false },
];
const ROUNDS = 8;

interface Twins {
  readonly units: Placed;
  readonly neurons: Placed;
  readonly unitOf: Uint32Array;
}

/** Each shape, and networks of every connector, on each kind of interconnect, with limits and prices on everything. */
function forEachTwins(visit: (twins: Twins) => void, objective = 'energy'): void {
  [...SHAPES, null].forEach((shape, index) => {
    for (let round = 0; round < ROUNDS; round++) {
      const seed = 100 * index + round;
      const rng = new Rng(seed + 7);
      const { units, neurons, unitOf } = shape === null ? specUnits(seed) : randomUnits(seed, shape);
      if (!units.external.includes(0)) continue;
      const chip = EVERY_INTERCONNECT[seed % EVERY_INTERCONNECT.length];
      const limits = {
        neurons: 90,
        synapses: 300,
        synapseMemoryBits: 900,
        bitsPerSynapse: 3,
        fanInPerNeuron: 80,
        inputAxons: 90,
        outputAxons: 99,
        fanOutCoresPerNeuron: 9,
      };
      const made = primedTarget({
        ...chip,
        limits,
        multicast: round % 2 === 0 ? 'tree' : 'unicast-per-core',
      });
      const sharedKernels = round % 3 === 0;
      const target = { ...made, classes: made.classes.map((one) => ({ ...one, sharedKernels })) };
      const { clusterOf, clusterCount } = drawUnitClusters(rng, units, Math.min(5, target.coreCount));
      const cores = rng.shuffle(Uint32Array.from({ length: target.coreCount }, (_, core) => core));
      const placed = (network: typeof units, homes: Uint32Array): Placed =>
        makePlaced(
          makeClustered(
            buildProblem(network, target, { objective }),
            homes,
            new Uint32Array(clusterCount),
            clusterCount,
          ),
          cores.slice(0, clusterCount),
        );
      visit({
        units: placed(units, clusterOf),
        neurons: placed(neurons, liftedClusters(unitOf, clusterOf)),
        unitOf,
      });
    }
  });
}

describe('a placement of units', () => {
  it('has the counts, energies, metrics and cuts of its neurons', () => {
    forEachTwins(({ units, neurons }) => {
      const ofUnits = evaluate(units);
      const ofNeurons = evaluate(neurons);
      expect(ofUnits.counts).toEqual(ofNeurons.counts);
      expect(ofUnits.energy).toEqual(ofNeurons.energy);
      expect(ofUnits.metrics).toEqual(ofNeurons.metrics);
      expect(ofUnits.length).toEqual(ofNeurons.length);
      const { soedAxonCuda, ...cut } = ofUnits.cut;
      expect(cut).toEqual({ ...ofNeurons.cut, soedAxonCuda: undefined });
      expect([null, ofNeurons.cut.soedAxonCuda]).toContain(soedAxonCuda);
      expect(jinCosts(ofUnits.groundwork.pairs, 3, JIN_CONSTANTS)).toEqual(
        jinCosts(ofNeurons.groundwork.pairs, 3, JIN_CONSTANTS),
      );
    });
  });

  it('has their variants, but for the cut that asks for distinct targets', () => {
    let known = 0;
    forEachTwins(({ units, neurons }) => {
      const ofUnits = evaluateVariants(evaluate(units));
      const ofNeurons = evaluateVariants(evaluate(neurons));
      expect(Object.keys(ofUnits)).toEqual(Object.keys(ofNeurons));
      for (const [name, value] of Object.entries(ofUnits)) {
        const other = ofNeurons[name];
        if (name === 'cut/soed-axoncuda' && value === null) continue;
        if (name === 'cut/soed-axoncuda') known++;
        if (value === null || other === null || !Number.isFinite(other))
          expect([name, value]).toEqual([name, other]);
        // Logarithms are added in another order.
        else expect(Math.abs(value - other)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(other)));
      }
    });
    expect(known).toBeGreaterThan(2);
  });

  it('takes their time, and each of their spikes its price', () => {
    forEachTwins(({ units, neurons, unitOf }) => {
      const [ofUnits, ofNeurons] = [units, neurons].map((placed) => {
        const { groundwork, counts } = evaluate(placed);
        return evaluateBackToBack(groundwork, counts);
      });
      expect(ofUnits).toEqual(ofNeurons);
      const prices = spikePricesPj(units);
      expect(Array.from(unitOf, (unit) => prices[unit])).toEqual([...spikePricesPj(neurons)]);
    });
  });

  it.each(OBJECTIVES.map(({ name }) => name))('is worth what they are worth: %s', (name) => {
    forEachTwins(({ units, neurons }) => {
      expect(objectiveValue(units)).toEqual(objectiveValue(neurons));
      expect(new PlacementCosts(units).step).toEqual(new PlacementCosts(neurons).step);
      expect(searchCost(units.problem, partsOf(units))).toBe(searchCost(neurons.problem, partsOf(neurons)));
    }, name);
  });

  it('has bounds that hold for them, and are theirs where no pair has two synapses', () => {
    forEachTwins(({ units, neurons }) => {
      const ofUnits = lowerBounds(units.clustered);
      const ofNeurons = lowerBounds(neurons.clustered);
      const { counts } = evaluate(neurons);
      expect(ofUnits.clusterMaxLinkLoad).toBe(ofNeurons.clusterMaxLinkLoad);
      expect(ofUnits.coresUsed).toBeLessThanOrEqual(ofNeurons.coresUsed);
      expect(ofUnits.interCorePackets).toBeLessThanOrEqual(counts.packets);
      for (const key of ['interCorePackets', 'spikeHops', 'clusterSpikeHops'] as const)
        expect(ofUnits[key]).toBeLessThanOrEqual(ofNeurons[key]);
    });
  });
});
