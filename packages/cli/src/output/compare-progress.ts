import type { CompareProgress } from '@nmap/compare';
import type { Io } from '../io.ts';
import { elapsedText } from './progress-text.ts';

export interface CompareView {
  readonly update: (progress: CompareProgress) => void;
  /** A line of its own. */
  readonly notice: (text: string) => void;
  readonly end: () => void;
}

/** A comparison shorter than this shows nothing. */
const QUIET_MS = 2000;
/** In a log, where a line cannot be redrawn, one this often. */
const LOG_EVERY_MS = 10_000;
const CLEAR_LINE = '\r\u001b[2K';

/** How far a comparison is, and how long the rest will take: a line on a terminal, lines now and then elsewhere. */
export function compareProgress(io: Io, quiet: boolean): CompareView {
  if (quiet) return { update: () => undefined, notice: () => undefined, end: () => undefined };
  let shown = false;
  let nextMs = QUIET_MS;
  const clear = (): void => {
    if (shown && io.errIsTerminal) io.err(CLEAR_LINE);
    shown = false;
  };
  return {
    update: (progress) => {
      if (progress.elapsedMs < nextMs || progress.done === progress.total) return;
      const text = compareProgressText(progress);
      if (io.errIsTerminal) {
        io.err(CLEAR_LINE + text.slice(0, (io.columns.err ?? 80) - 1));
        shown = true;
        return;
      }
      nextMs = progress.elapsedMs + LOG_EVERY_MS;
      io.err(`${text}\n`);
    },
    notice: (text) => {
      clear();
      io.err(`${text}\n`);
    },
    end: clear,
  };
}

function compareProgressText({ done, total, failed, elapsedMs, leftMs }: CompareProgress): string {
  const bad = failed === 0 ? '' : `, ${failed} failed`;
  const left = leftMs === null ? '' : `, about ${elapsedText(leftMs)} left`;
  return `run ${done} of ${total}${bad}, ${elapsedText(elapsedMs)}${left}`;
}
