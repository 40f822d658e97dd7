import { DiagnosticList, NmapError, type Diagnostic, type Wording } from '@nmap/ir';

/** An error with one violation, for faults after which reading cannot go on. */
export function inputError(code: string, where: string, message: string, hint?: string): NmapError {
  return new NmapError('input', [
    { code, severity: 'error', where, message, ...(hint === undefined ? {} : { hint }) },
  ]);
}

/** What a violation may carry beside its message. */
export type ViolationDetail = Pick<Diagnostic, 'have' | 'need' | 'unit' | 'hint'>;

/** Collects violations and notes, so that a user sees all of them at once; beyond a cap they are counted. */
export class ViolationList {
  readonly #errors = new DiagnosticList('input');
  readonly #notes = new DiagnosticList('input');

  /** True after the first violation. */
  get failed(): boolean {
    return this.#errors.count > 0;
  }

  get notes(): readonly Diagnostic[] {
    return this.#notes.all();
  }

  error(code: string, where: string, message: string, detail: ViolationDetail = {}): void {
    this.#errors.error(code, () => ({ where, message, ...detail }));
  }

  /** A violation that is costly to word, a nearest name to search: worded only while its code is within the cap. */
  worded(code: string, word: () => Wording): void {
    this.#errors.error(code, word);
  }

  /** A violation that somebody else found. */
  add(violation: Diagnostic): void {
    this.#errors.add(violation);
  }

  /** A warning or note that somebody else made. */
  keep(note: Diagnostic): void {
    this.#notes.add(note);
  }

  /** Something was assumed that may be wrong. */
  warn(code: string, where: string, message: string, detail: ViolationDetail = {}): void {
    this.#notes.warning(code, () => ({ where, message, ...detail }));
  }

  /** Something was left out that does not matter. */
  note(code: string, where: string, message: string): void {
    this.#notes.add({ code, severity: 'note', where, message });
  }

  /** Throws if anything was wrong. */
  throwIfFailed(fileName: string): void {
    if (this.failed) throw this.asError(fileName);
  }

  /** The error that carries everything that was found. */
  asError(fileName: string): NmapError {
    return new NmapError('input', this.#errors.all(fileName));
  }
}

/** `1,234,567`, for messages; beyond sixteen digits as the engine writes it. No locale: this runs once a fault. */
export function grouped(count: number): string {
  const text = String(count);
  const [, sign, whole, rest] = /^(-?)(\d+)(\.\d+)?$/.exec(text) ?? [];
  if (whole === undefined || whole.length > 16) return text;
  return `${sign}${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}${rest ?? ''}`;
}

/** A number for messages, in words where it is none. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return 'not a number';
  return Number.isFinite(value) ? String(value) : 'infinite';
}

/** A text from the input, quoted and cut to a length that fits a message; control characters escaped. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
