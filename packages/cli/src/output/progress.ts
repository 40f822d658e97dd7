import { SingleBar } from 'cli-progress';
import type { ProgressReport } from '@nmap/compiler';
import type { Io } from '../io.ts';
import { formatNumber, formatTime } from './numbers.ts';

export interface ProgressView {
  readonly update: (report: ProgressReport) => void;
  readonly end: () => void;
}

/** A run shorter than this shows nothing. */
const QUIET_MS = 2000;
/** In a log, where a bar cannot be redrawn, a line this often. */
const LOG_EVERY_MS = 10_000;

/** A bar on a terminal, a line now and then elsewhere, nothing for short runs. */
export function progressView(io: Io, quiet: boolean): ProgressView {
  if (quiet) return { update: () => undefined, end: () => undefined };
  return io.errIsTerminal ? bar() : log(io);
}

function bar(): ProgressView {
  const view = new SingleBar({
    stream: process.stderr,
    format: '{bar} {percentage} % | {pass} | cost {cost} | {elapsed}',
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    barsize: 24,
  });
  let shown = false;
  let ended = false;
  return {
    update: (report) => {
      // What comes after a Ctrl-C would draw the bar again, below the message.
      if (ended || (!shown && report.elapsedMs < QUIET_MS)) return;
      if (!shown) view.start(1000, 0, payload(report));
      shown = true;
      view.update(
        Math.round((1000 * (report.passIndex + report.fraction)) / report.passCount),
        payload(report),
      );
    },
    end: () => {
      if (shown && !ended) view.stop();
      ended = true;
    },
  };
}

function log(io: Io): ProgressView {
  let nextMs = QUIET_MS;
  return {
    update: (report) => {
      if (report.elapsedMs < nextMs) return;
      nextMs = report.elapsedMs + LOG_EVERY_MS;
      const { pass, cost, elapsed } = payload(report);
      io.err(
        `${elapsed}: ${pass} ${Math.round(report.fraction * 100)} %${report.cost === null ? '' : `, cost ${cost}`}\n`,
      );
    },
    end: () => undefined,
  };
}

function payload(report: ProgressReport): { pass: string; cost: string; elapsed: string } {
  return {
    pass: report.pass,
    cost: report.cost === null ? '-' : formatNumber(report.cost),
    elapsed: formatTime(report.elapsedMs),
  };
}
