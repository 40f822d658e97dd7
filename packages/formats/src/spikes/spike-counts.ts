import { withCounts, type NetworkSpec, type PopulationSpec } from '@nmap/ir';
import { nearestWord } from '@nmap/kernels';
import { grouped, inputError, quoted, type ViolationList } from '../input-error.ts';

/** Counts are 32 bits. */
const MAX_COUNT = 0xffff_ffff;

/** Spikes of every neuron that a file speaks of, population by population. */
export class SpikeCounts {
  readonly #spec: NetworkSpec;
  readonly #firstOf: readonly number[];
  /** By index of the population. */
  readonly #counts = new Map<number, Float64Array>();

  constructor(spec: NetworkSpec) {
    this.#spec = spec;
    let first = 0;
    this.#firstOf = spec.populations.map(({ size }) => (first += size) - size);
  }

  get neuronCount(): number {
    return this.#spec.populations.reduce((sum, { size }) => sum + size, 0);
  }

  /** Throws where there is none. */
  indexOf(id: string, where: string): number {
    const index = this.#spec.populations.findIndex((population) => population.id === id);
    if (index >= 0) return index;
    const ids = this.#spec.populations.map((population) => population.id);
    const nearest = nearestWord(id, ids);
    throw inputError(
      'E1144',
      where,
      `the network has no population ${quoted(id)}.`,
      `${nearest === null ? '' : `Did you mean ${quoted(nearest)}? `}It has ${ids.slice(0, 8).map(quoted).join(', ')}${ids.length > 8 ? ', ...' : ''}.`,
    );
  }

  /** The population of a neuron of the flat network, and its number there; null beyond the last. */
  flat(neuron: number): readonly [index: number, neuron: number] | null {
    for (let index = this.#firstOf.length - 1; index >= 0; index--) {
      const within = neuron - this.#firstOf[index];
      if (within >= 0) return within < this.#spec.populations[index].size ? [index, within] : null;
    }
    return null;
  }

  of(index: number): Float64Array {
    const known = this.#counts.get(index);
    if (known !== undefined) return known;
    const made = new Float64Array(this.#spec.populations[index].size);
    this.#counts.set(index, made);
    return made;
  }

  covers(index: number): boolean {
    return this.#counts.has(index);
  }

  /** Adds spikes to a neuron; reports one that is not there. @returns whether it is. */
  add(
    index: number | null,
    neuron: number,
    spikes: number,
    where: () => string,
    violations: ViolationList,
  ): boolean {
    const place = index === null ? this.flat(neuron) : ([index, neuron] as const);
    if (place === null || !(place[1] < this.#spec.populations[place[0]].size)) {
      violations.worded('E1144', () => {
        const [size, whose] =
          index === null
            ? [this.neuronCount, 'the network']
            : [this.#spec.populations[index].size, quoted(this.#spec.populations[index].id)];
        return {
          where: where(),
          message: `neuron ${grouped(neuron)} is beyond the ${grouped(size)} of ${whose}, numbered from 0.`,
          have: neuron,
          need: size - 1,
          hint: 'Say whose spikes they are: --spikes POPULATION=FILE, or a column "population".',
        };
      });
      return false;
    }
    this.of(place[0])[place[1]] += spikes;
    return true;
  }

  /** The populations with what was counted in place of what the file says. Reports counts that no count holds. */
  populations(where: string, violations: ViolationList): PopulationSpec[] {
    return this.#spec.populations.map((population, index) => {
      const counts = this.#counts.get(index);
      if (counts === undefined) return population;
      const beyond = counts.findIndex((count) => count > MAX_COUNT);
      if (beyond >= 0)
        violations.error(
          'E1145',
          where,
          `${population.id}[${beyond}] has ${grouped(counts[beyond])} spikes; a count holds ${grouped(MAX_COUNT)} at most.`,
        );
      return withCounts(population, Uint32Array.from(counts));
    });
  }
}
