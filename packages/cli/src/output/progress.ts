import type { ProgressReport } from '@nmap/compiler';
import type { Io } from '../io.ts';
import { progressText } from './progress-text.ts';

export interface ProgressView {
  readonly update: (report: ProgressReport) => void;
  readonly end: () => void;
}

/** A run shorter than this shows nothing. */
const QUIET_MS = 2000;
/** On a terminal one line, drawn again this often: the time goes on where no report comes. */
const REDRAW_MS = 1000;
/** In a log, where a line cannot be redrawn, one this often. */
const LOG_EVERY_MS = 10_000;
const CLEAR_LINE = '\r\u001b[2K';

/** A line on a terminal, lines now and then elsewhere, nothing for short runs. */
export function progressView(io: Io, quiet: boolean): ProgressView {
  if (quiet) return { update: () => undefined, end: () => undefined };
  return io.errIsTerminal ? line(io) : log(io);
}

function line(io: Io): ProgressView {
  let shown = false;
  const draw = (report: ProgressReport): void => {
    if (report.elapsedMs < QUIET_MS) return;
    shown = true;
    // A line that wraps could not be cleared.
    io.err(CLEAR_LINE + progressText(report).slice(0, (io.columns.err ?? 80) - 1));
  };
  const clear = (): void => {
    if (shown) io.err(CLEAR_LINE);
  };
  return ticking(draw, clear);
}

function log(io: Io): ProgressView {
  let nextMs = QUIET_MS;
  const write = (report: ProgressReport): void => {
    if (report.elapsedMs < nextMs) return;
    nextMs = report.elapsedMs + LOG_EVERY_MS;
    io.err(`${progressText(report)}\n`);
  };
  return ticking(write, () => undefined);
}

/** Shows every report, and the last one again with the time that has passed since: the phases that report nothing. */
function ticking(show: (report: ProgressReport) => void, clear: () => void): ProgressView {
  let timer: NodeJS.Timeout | null = null;
  let last: { readonly report: ProgressReport; readonly atMs: number } | null = null;
  let ended = false;
  const again = (): void => {
    if (last === null) return;
    const { report, atMs } = last;
    show({ ...report, elapsedMs: report.elapsedMs + performance.now() - atMs });
  };
  return {
    update: (report) => {
      // What comes after a Ctrl-C would be drawn below the message.
      if (ended) return;
      timer ??= setInterval(again, REDRAW_MS).unref();
      last = { report, atMs: performance.now() };
      show(report);
    },
    end: () => {
      if (timer !== null) clearInterval(timer);
      if (!ended) clear();
      ended = true;
    },
  };
}
