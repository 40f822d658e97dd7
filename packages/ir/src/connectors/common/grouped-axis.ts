import type { AxisLink } from '../axis-links.ts';

/**
 * An axis cut into groups: every input of a group reaches every output of the same group once. One group joins all with
 * all, as many groups as positions join each with its own.
 * @param groups divides both lengths.
 */
export function groupedAxis(inLength: number, outLength: number, groups: number): AxisLink {
  return new GroupedAxis(inLength, outLength, groups);
}

class GroupedAxis implements AxisLink {
  readonly inLength: number;
  readonly outLength: number;
  readonly evenFanIn: number;
  readonly #outOfGroup: number;

  constructor(inLength: number, outLength: number, groups: number) {
    this.inLength = inLength;
    this.outLength = outLength;
    this.evenFanIn = inLength / groups;
    this.#outOfGroup = outLength / groups;
  }

  count(input: number, from: number, to: number): number {
    return Math.max(0, Math.min(to, this.end(input)) - Math.max(from, this.first(input)));
  }

  first(input: number): number {
    return Math.floor(input / this.evenFanIn) * this.#outOfGroup;
  }

  end(input: number): number {
    return this.first(input) + this.#outOfGroup;
  }

  fanIn(): number {
    return this.evenFanIn;
  }

  sources(from: number, to: number, low: number, high: number): number {
    if (from >= to) return 0;
    const first = Math.floor(from / this.#outOfGroup) * this.evenFanIn;
    const end = Math.ceil(to / this.#outOfGroup) * this.evenFanIn;
    return Math.max(0, Math.min(high, end) - Math.max(low, first));
  }

  /** Two groups differ unless one interval holds both; a cut inside a group tells it from both its neighbours. */
  changes(cuts: Uint32Array): Uint32Array {
    const found: number[] = [];
    const add = (group: number): void => {
      const input = group * this.evenFanIn;
      if (input > (found[found.length - 1] ?? 0) && input < this.inLength) found.push(input);
    };
    for (let k = 1; k + 1 < cuts.length; k++) {
      add(Math.floor(cuts[k] / this.#outOfGroup));
      add(Math.ceil(cuts[k] / this.#outOfGroup));
    }
    return Uint32Array.from(found);
  }
}
