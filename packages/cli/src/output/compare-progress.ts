import type { CompareProgress, LayOutProgress } from '@nmap/compare';
import type { Io } from '../io.ts';
import { elapsedText } from './progress-text.ts';

export interface CompareView {
  readonly layOut: (progress: LayOutProgress) => void;
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
  if (quiet)
    return {
      layOut: () => undefined,
      update: () => undefined,
      notice: () => undefined,
      end: () => undefined,
    };
  let shown = false;
  const clear = (): void => {
    if (shown && io.errIsTerminal) io.err(CLEAR_LINE);
    shown = false;
  };
  const lines = (): ((elapsedMs: number, text: string) => void) => {
    let nextMs = QUIET_MS;
    return (elapsedMs, text) => {
      if (elapsedMs < nextMs) return;
      if (io.errIsTerminal) {
        io.err(CLEAR_LINE + text.slice(0, (io.columns.err ?? 80) - 1));
        shown = true;
        return;
      }
      nextMs = elapsedMs + LOG_EVERY_MS;
      io.err(`${text}\n`);
    };
  };
  const ofLayOut = lines();
  const ofRuns = lines();
  return {
    layOut: (progress) => {
      ofLayOut(progress.elapsedMs, layOutText(progress));
    },
    update: (progress) => {
      if (progress.done < progress.total) ofRuns(progress.elapsedMs, compareProgressText(progress));
    },
    notice: (text) => {
      clear();
      io.err(`${text}\n`);
    },
    end: clear,
  };
}

function layOutText({ network, hardware, done, total, elapsedMs }: LayOutProgress): string {
  return `reading ${network} for ${hardware}, ${done + 1} of ${total}, ${elapsedText(elapsedMs)}`;
}

function compareProgressText({ done, total, failed, elapsedMs, leftMs }: CompareProgress): string {
  const bad = failed === 0 ? '' : `, ${failed} failed`;
  const left = leftMs === null ? '' : `, about ${elapsedText(leftMs)} left`;
  return `run ${done} of ${total}${bad}, ${elapsedText(elapsedMs)}${left}`;
}
