import { grouped, type ViolationList } from '../input-error.ts';

/** Far above every traffic, and so far below the largest double that weight x hops, summed, stays a number. */
const MAX_TRAFFIC = 1e300;

/**
 * Adds the weights of a graph up as they are read. A sum that leaves the numbers is an error
 * at the edge that does it; one that whole numbers cannot follow exactly is a warning.
 */
export class TrafficSum {
  readonly #placeOf: (line: number) => string;
  readonly #violations: ViolationList;
  #sum = 0;
  #whole = true;
  #inexactAt = '';

  constructor(placeOf: (line: number) => string, violations: ViolationList) {
    this.#placeOf = placeOf;
    this.#violations = violations;
  }

  /** @param line line of the edge in the file, or whatever `placeOf` makes a place of. */
  add(weight: number, line: number): void {
    const before = this.#sum;
    this.#sum = before + weight;
    if (this.#whole && !Number.isInteger(weight)) this.#whole = false;
    if (this.#sum <= Number.MAX_SAFE_INTEGER) return;
    const place = this.#placeOf(line);
    if (before <= Number.MAX_SAFE_INTEGER) this.#inexactAt = place;
    if (this.#sum <= MAX_TRAFFIC || before > MAX_TRAFFIC) return;
    this.#violations.error(
      'E1090',
      place,
      `with this weight, ${weight}, the traffic adds up to ${this.#sum}.`,
      {
        have: String(this.#sum),
        need: `at most ${MAX_TRAFFIC}`,
        hint: `At most ${MAX_TRAFFIC} can be summed over the hops. Give the weights in a larger unit.`,
      },
    );
  }

  /** To be called when all weights were added. */
  warn(): void {
    if (this.#inexactAt === '' || !this.#whole) return;
    const message = `from here on the whole numbers add up to more than ${grouped(Number.MAX_SAFE_INTEGER)}: sums of traffic are rounded.`;
    this.#violations.warn('W6020', this.#inexactAt, message, {
      have: this.#sum,
      need: Number.MAX_SAFE_INTEGER,
      hint: 'Give the weights in a larger unit if the last digits matter.',
    });
  }
}
