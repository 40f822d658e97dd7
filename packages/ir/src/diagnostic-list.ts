import { NmapError, type Diagnostic, type FailureKind } from './diagnostic.ts';
import { grouped } from './grouped.ts';

/** How many diagnostics of one code are worded and kept; the rest of the code is only counted. */
export const KEPT_PER_CODE = 200;

/** A name in a file may have any length, what is said of it may not. */
const LONGEST = { where: 300, message: 1000, hint: 1000 } as const;

/** A diagnostic whose code and severity are known already. */
export type Wording = Omit<Diagnostic, 'code' | 'severity'>;

/**
 * Everything found about one input or result. A file that is broken in a million places makes
 * a million counts and a few hundred messages: beyond the cap nothing is worded, so that
 * judging what is broken costs no more than judging what is sound.
 */
export class DiagnosticList {
  readonly #kept: Diagnostic[] = [];
  readonly #tallyOf = new Map<string, Tally>();
  readonly #subject: string;
  #errors = 0;

  /** @param subject `where` of the rows that say how many were left out: `net.json`, `result`. */
  constructor(subject = 'result') {
    this.#subject = subject;
  }

  /** True after the first error. */
  get failed(): boolean {
    return this.#errors > 0;
  }

  /** All that were added, kept or not. */
  get count(): number {
    let count = 0;
    for (const tally of this.#tallyOf.values()) count += tally.count;
    return count;
  }

  countOf(code: string): number {
    return this.#tallyOf.get(code)?.count ?? 0;
  }

  /** An error; `word` is called only while the code is within its cap. */
  error(code: string, word: () => Wording): void {
    if (this.#counts(code, 'error')) this.#keep({ code, severity: 'error', ...word() });
  }

  warning(code: string, word: () => Wording): void {
    if (this.#counts(code, 'warning')) this.#keep({ code, severity: 'warning', ...word() });
  }

  /** One that is worded already; the closing row of another list adds what that list left out. */
  add(diagnostic: Diagnostic): void {
    if (diagnostic.leftOut !== undefined) this.#leaveOut(diagnostic, diagnostic.leftOut);
    else if (this.#counts(diagnostic.code, diagnostic.severity)) this.#keep(diagnostic);
  }

  addAll(diagnostics: Iterable<Diagnostic>): void {
    for (const diagnostic of diagnostics) this.add(diagnostic);
  }

  /**
   * In the order found; at the end one row for each code that was cut, with its full count.
   * @param subject where these rows say they are, instead of the list's own.
   */
  all(subject = this.#subject): Diagnostic[] {
    const cut = [...this.#tallyOf].filter(([, { count, kept }]) => count > kept);
    return [
      ...this.#kept,
      ...cut.map(([code, { count, kept, severity }]) => {
        const leftOut = count - kept;
        const message = `${grouped(leftOut)} more of the same kind, ${grouped(count)} in all.`;
        return { code, severity, where: subject, message, have: count, need: 0, leftOut };
      }),
    ];
  }

  throwIfFailed(kind: FailureKind = 'input'): void {
    if (this.failed) throw new NmapError(kind, this.all());
  }

  #keep(diagnostic: Diagnostic): void {
    const { where, message, hint } = diagnostic;
    this.#kept.push({
      ...diagnostic,
      where: cut(where, LONGEST.where),
      message: cut(message, LONGEST.message),
      ...(hint === undefined ? {} : { hint: cut(hint, LONGEST.hint) }),
    });
  }

  #leaveOut({ code, severity }: Diagnostic, count: number): void {
    this.#tallyFor(code, severity).count += count;
    if (severity === 'error') this.#errors += count;
  }

  /** Counts one; true where it is to be kept. */
  #counts(code: string, severity: Diagnostic['severity']): boolean {
    const tally = this.#tallyFor(code, severity);
    if (severity === 'error') this.#errors++;
    tally.count++;
    if (tally.kept === KEPT_PER_CODE) return false;
    tally.kept++;
    return true;
  }

  #tallyFor(code: string, severity: Diagnostic['severity']): Tally {
    let tally = this.#tallyOf.get(code);
    if (tally === undefined) this.#tallyOf.set(code, (tally = { count: 0, kept: 0, severity }));
    return tally;
  }
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}...` : text;
}

interface Tally {
  count: number;
  kept: number;
  readonly severity: Diagnostic['severity'];
}
