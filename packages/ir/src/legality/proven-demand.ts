import type { ProvenDegrees } from '../connectors/connector.ts';
import { isSoundInSize, kernelChannels, kernelLength, provenDegrees } from '../connectors/table.ts';
import { makeEnds } from '../connectors/weighted.ts';
import type { NetworkSpec, PopulationSpec } from '../network-spec.ts';
import { coresHeardIn, otherCoresReached } from './demand.ts';
import type { NeuronNeeds } from './walls.ts';

/** What the sizes prove about a population: lower bounds, whatever the connectors draw. */
export interface ProvenDemand {
  readonly population: PopulationSpec;
  /** Synapses onto all its neurons. */
  readonly synapses: number;
  /** Of these such as belong to no kernel of a convolution. */
  readonly listed: number;
  /** What all cores together store where each stores a kernel once. */
  readonly storedWeights: number;
  /** Some neuron of it asks for this much at least, each number on its own. */
  readonly worst: NeuronNeeds;
  /** Cores in which each neuron is heard, summed over its neurons. */
  readonly inputAxons: number;
  /** Other cores that each neuron reaches, summed over its neurons; 0 for an external population. */
  readonly outputAxons: number;
}

/** One projection, seen from one of its ends. */
interface Side {
  readonly other: PopulationSpec;
  readonly degrees: ProvenDegrees;
  /** Entries of the kernel, in as many copies as the neurons of one channel fill cores; null where there is no kernel. */
  readonly kernelEntries: number | null;
}

/**
 * One entry for each population. Reads sizes, shapes and connectors' numbers, of lists only their lengths:
 * O(populations + projections) time and memory. What is unsound is passed over: it proves nothing.
 */
export function provenDemand(spec: NetworkSpec, neuronsPerCore: number): readonly ProvenDemand[] {
  const known = new Map(
    spec.populations.filter(hasSoundSize).map((population) => [population.id, population]),
  );
  const incoming = new Map<PopulationSpec, Side[]>();
  const outgoing = new Map<PopulationSpec, Side[]>();
  const mayReachItself = new Set<PopulationSpec>();
  spec.projections.forEach((projection, index) => {
    const from = known.get(projection.from);
    const to = known.get(projection.to);
    if (from === undefined || to === undefined) return;
    const ends = makeEnds(from, to, index);
    if (!isSoundInSize(projection, ends)) return;
    const degrees = provenDegrees(projection, ends);
    const entries = kernelLength(projection, ends);
    const copies = coresHeardIn(to.size / (kernelChannels(projection, ends) ?? 1), neuronsPerCore);
    const kernelEntries = entries === null ? null : degrees.synapses === 0 ? 0 : entries * copies;
    append(incoming, to, { other: from, degrees, kernelEntries });
    append(outgoing, from, { other: to, degrees, kernelEntries });
    if (from === to) mayReachItself.add(from);
  });
  return [...known.values()].map((population) => {
    const { size, external } = population;
    const onChip = external !== true;
    const fromAll = incoming.get(population) ?? [];
    const toAll = outgoing.get(population) ?? [];
    const synapses = fromAll.reduce((sum, { degrees }) => sum + degrees.synapses, 0);
    const listed = fromAll.reduce(
      (sum, { degrees, kernelEntries }) => sum + (kernelEntries === null ? degrees.synapses : 0),
      0,
    );
    const kernels = fromAll.reduce((sum, { kernelEntries }) => sum + (kernelEntries ?? 0), 0);
    const fanIn = mostFanIn(fromAll, synapses, size);
    const targets = distinct(
      toAll.filter(({ other }) => other.external !== true),
      fromEverySource,
    );
    const reachesPort = toAll.some(
      ({ other, degrees }) => other.external === true && degrees.fromEverySource > 0,
    );
    const held = targets + (mayReachItself.has(population) ? 0 : 1);
    const fanOutCores = onChip
      ? Math.max(0, otherCoresReached(Math.max(1, held), reachesPort ? 1 : 0, neuronsPerCore))
      : 0;
    return {
      population,
      synapses: onChip ? synapses : 0,
      listed: onChip ? listed : 0,
      storedWeights: onChip ? listed + kernels : 0,
      // Each synapse onto one neuron has an entry of its own.
      worst: {
        fanIn,
        storedWeights: fanIn,
        inputAxons: mostSources(fromAll),
        fanOutCores,
        reachedCores: onChip ? coresHeardIn(targets, neuronsPerCore) + (reachesPort ? 1 : 0) : 0,
      },
      inputAxons: size * coresHeardIn(targets, neuronsPerCore),
      outputAxons: size * fanOutCores,
    };
  });
}

/** Synapses onto every neuron and most onto one of them; or what the most loaded has where all share evenly. */
function mostFanIn(incoming: readonly Side[], synapses: number, size: number): number {
  let everywhere = 0;
  let extra = 0;
  for (const { degrees } of incoming) {
    everywhere += degrees.ontoEveryTarget;
    extra = Math.max(extra, degrees.ontoSomeTarget - degrees.ontoEveryTarget);
  }
  return Math.max(everywhere + extra, Math.ceil(synapses / size));
}

/** Distinct sources of some neuron: those of every neuron, and of one projection what only some neuron has. */
function mostSources(incoming: readonly Side[]): number {
  const everywhere = distinct(incoming, ontoEveryTarget);
  const from = new Map<PopulationSpec, number>();
  for (const { other, degrees } of incoming)
    from.set(other, Math.max(from.get(other) ?? 0, degrees.ontoEveryTarget));
  let extra = 0;
  for (const { other, degrees } of incoming)
    extra = Math.max(extra, degrees.ontoSomeTarget - from.get(other)!);
  return everywhere + extra;
}

/** Neurons of unlike populations are distinct; two projections between the same two may share all of them. */
function distinct(sides: readonly Side[], degreeOf: (degrees: ProvenDegrees) => number): number {
  const most = new Map<PopulationSpec, number>();
  for (const { other, degrees } of sides) most.set(other, Math.max(most.get(other) ?? 0, degreeOf(degrees)));
  let sum = 0;
  for (const degree of most.values()) sum += degree;
  return sum;
}

const fromEverySource = (degrees: ProvenDegrees): number => degrees.fromEverySource;
const ontoEveryTarget = (degrees: ProvenDegrees): number => degrees.ontoEveryTarget;

function hasSoundSize({ size }: PopulationSpec): boolean {
  return Number.isSafeInteger(size) && size >= 1;
}

function append(sides: Map<PopulationSpec, Side[]>, population: PopulationSpec, side: Side): void {
  const found = sides.get(population);
  if (found === undefined) sides.set(population, [side]);
  else found.push(side);
}
