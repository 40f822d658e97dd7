import { NmapError, type Diagnostic } from '@nmap/ir';

/** Violations that are listed in full; the rest is only counted. */
const MAX_LISTED = 200;

/** An error with one violation, for faults after which reading cannot go on. */
export function inputError(code: string, where: string, message: string, hint?: string): NmapError {
  return new NmapError('input', [
    { code, severity: 'error', where, message, ...(hint === undefined ? {} : { hint }) },
  ]);
}

/** What a violation may carry beside its message. */
export type ViolationDetail = Pick<Diagnostic, 'have' | 'need' | 'unit' | 'hint'>;

/** Collects violations and notes, so that a user sees all of them at once. */
export class ViolationList {
  readonly #errors: Diagnostic[] = [];
  readonly #notes: Diagnostic[] = [];
  #unlisted = 0;

  /** True after the first violation. */
  get failed(): boolean {
    return this.#errors.length > 0;
  }

  /** True where another violation would only be counted: nothing needs to be worded or guessed for it. */
  get full(): boolean {
    return this.#errors.length >= MAX_LISTED;
  }

  get notes(): readonly Diagnostic[] {
    return this.#notes;
  }

  error(code: string, where: string, message: string, detail: ViolationDetail = {}): void {
    this.add({ code, severity: 'error', where, message, ...detail });
  }

  /** A violation that somebody else found. */
  add(violation: Diagnostic): void {
    if (this.#errors.length < MAX_LISTED) this.#errors.push(violation);
    else this.#unlisted++;
  }

  /** Counts violations that are not listed. */
  skip(count = 1): void {
    this.#unlisted += count;
  }

  /** Something was assumed that may be wrong. */
  warn(code: string, where: string, message: string, detail: ViolationDetail = {}): void {
    this.#notes.push({ code, severity: 'warning', where, message, ...detail });
  }

  /** Something was left out that does not matter. */
  note(code: string, where: string, message: string): void {
    this.#notes.push({ code, severity: 'note', where, message });
  }

  /** Throws if anything was wrong. */
  throwIfFailed(fileName: string): void {
    if (this.failed) throw this.asError(fileName);
  }

  /** The error that carries everything that was found. */
  asError(fileName: string): NmapError {
    const listed: Diagnostic[] = [...this.#errors];
    if (this.#unlisted > 0) {
      const message = `and ${this.#unlisted.toLocaleString('en-US')} more violations of this kind`;
      listed.push({ code: 'E1000', severity: 'error', where: fileName, message });
    }
    return new NmapError('input', listed);
  }
}

/** `1,234,567`, for messages; beyond sixteen digits as the engine writes it. No locale: this runs once a fault. */
export function grouped(count: number): string {
  const text = String(count);
  const [, sign, whole, rest] = /^(-?)(\d+)(\.\d+)?$/.exec(text) ?? [];
  if (whole === undefined || whole.length > 16) return text;
  return `${sign}${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}${rest ?? ''}`;
}

/** A text from the input, quoted and cut to a length that fits a message; control characters escaped. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
