/** One fault of a trained network, of data, or of what was asked of them. */
export interface DnnFault {
  /** E1701 to E1759: stable, explained by the command. */
  readonly code: string;
  /** The thing: a layer's name, an option. */
  readonly where: string;
  readonly message: string;
  /** What to change. */
  readonly hint?: string;
}

/** How many faults the text of an error holds; all of them are in its `faults`. */
const IN_MESSAGE = 20;

/** The one way to fail here: an input that cannot work. Carries every fault found. */
export class DnnError extends Error {
  readonly faults: readonly DnnFault[];

  constructor(faults: readonly DnnFault[]) {
    const lines = faults.slice(0, IN_MESSAGE).map(formatDnnFault);
    if (faults.length > IN_MESSAGE) lines.push(`... and ${faults.length - IN_MESSAGE} more.`);
    super(lines.join('\n'));
    this.name = 'DnnError';
    this.faults = faults;
  }
}

/** `E1705 conv1: has 10 weights, needs 150.` and the way out. */
export function formatDnnFault({ code, where, message, hint }: DnnFault): string {
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  return `${code} ${where}: ${sentence}${hint === undefined ? '' : ` ${hint}`}`;
}

/** An error of one fault. */
export function dnnError(code: string, where: string, message: string, hint?: string): DnnError {
  return new DnnError([{ code, where, message, ...(hint === undefined ? {} : { hint }) }]);
}
