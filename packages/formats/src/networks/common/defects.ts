import type { ViolationList } from '../../input-error.ts';

/** Known defects of files as tools write them: refused with their place, or read with a warning where that is asked for. */
export class Defects {
  readonly violations: ViolationList;
  readonly #lenient: boolean;

  constructor(violations: ViolationList, lenient: boolean) {
    this.violations = violations;
    this.#lenient = lenient;
  }

  /**
   * @param what is wrong, as a sentence. @param reading what it can be read as.
   * @returns whether to read on.
   */
  found(where: string, what: string, reading: string): boolean {
    if (this.#lenient) this.violations.warn('W1850', where, `${what} Read as ${reading}.`);
    else
      this.violations.error('E1855', where, what, {
        hint: `--lenient reads it as ${reading}.`,
      });
    return this.#lenient;
  }
}
