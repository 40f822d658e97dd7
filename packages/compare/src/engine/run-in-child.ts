/** A run in a process of its own: CPU time and memory are its own, and whatever ends it is a record. */
import { fork, type ChildProcess } from 'node:child_process';
import { hostname } from 'node:os';
import type { Phase } from '@nmap/compiler';
import { NmapError } from '@nmap/ir';
import { failedRun, performRun } from '../run/perform-run.ts';
import type { PlannedRun } from '../run/planned-run.ts';
import type { RunRecord } from '../run/record.ts';
import type { ChildMessage } from './child-messages.ts';

export interface ChildOptions {
  readonly threads: number;
  /** Heap of the process at most. */
  readonly memoryMb: number;
  readonly signal: AbortSignal;
}

/** As much as `nmap place` gives its own. */
export const DEFAULT_MEMORY_MB = 16_384;
/** Beyond its time limit a run that has nothing legal yet gets this long, and no longer. */
const GRACE_MS = 900;
/** One that has counts and verifies it; where that never ends, the process does. */
const REST_MS = 60_000;
/** V8 says why it ends before pages of its own stack. */
const STDERR_KEPT = 64 * 1024;

/**
 * @returns its record; null where it was stopped.
 * @throws NmapError (input): it cannot be made as it was planned.
 */
export function runInChild(run: PlannedRun, options: ChildOptions): Promise<RunRecord | null> {
  const { signal, threads } = options;
  if (signal.aborted) return Promise.resolve(null);
  // From sources (tests) it runs in this process: a child needs compiled JavaScript.
  if (!import.meta.url.endsWith('.js')) {
    const sinceMs = performance.now();
    const nothing = (): void => undefined;
    const cancelled = (): boolean => signal.aborted;
    return performRun(run, { sinceMs, threads, cancelled, onPhase: nothing, onPlaced: nothing });
  }
  const startedMs = performance.now();
  const child = fork(new URL('./child.js', import.meta.url), [], {
    execArgv: [`--max-old-space-size=${options.memoryMb}`],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let record: RunRecord | null = null;
    let fault: NmapError | null = null;
    let stderr = '';
    const watch = watchTime(run, child);
    const stop = (): void => void child.kill('SIGKILL');
    signal.addEventListener('abort', stop, { once: true });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-STDERR_KEPT);
    });
    child.on('message', (message: ChildMessage) => {
      if (message.kind === 'phase') watch.enter(message.phase);
      else if (message.kind === 'placed') watch.end();
      else if (message.kind === 'record') record = message.record;
      else fault = new NmapError('input', message.diagnostics);
    });
    child.on('error', (error) => {
      stderr += error.message;
      // A process that could not be started has no end of its own.
      if (child.pid === undefined) ended(null, null);
    });
    child.on('close', ended);
    child.send({ run, threads }, () => undefined);

    function ended(code: number | null, endedBy: NodeJS.Signals | null): void {
      watch.end();
      signal.removeEventListener('abort', stop);
      if (fault !== null) reject(fault);
      else if (record !== null || signal.aborted) resolve(record);
      else {
        const cost = {
          wallMs: performance.now() - startedMs,
          cpuMs: null,
          mappingMs: null,
          peakMemoryBytes: null,
          host: hostname(),
        };
        resolve(failedRun(run, watch.isOver() ? tooLate(run) : crashOf(code, endedBy, stderr), cost));
      }
    }
  });
}

/** Ends the process where its time is over and it cannot hear that itself: before there is anything legal, or in a fault. */
function watchTime({ setting: { timeLimitS } }: PlannedRun, child: ChildProcess) {
  const startedMs = performance.now();
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const killAt = (afterMs: number): void => {
    clearTimeout(timer);
    if (timeLimitS === null) return;
    const leftMs = Math.min(2 ** 31 - 1, startedMs + timeLimitS * 1000 + afterMs - performance.now());
    timer = setTimeout(
      () => {
        over = true;
        child.kill('SIGKILL');
      },
      Math.max(0, leftMs),
    );
  };
  killAt(GRACE_MS);
  return {
    enter: (phase: Phase): void => {
      killAt(phase === 'lowering' || phase === 'checking' ? GRACE_MS : REST_MS);
    },
    isOver: () => over,
    end: () => {
      clearTimeout(timer);
    },
  };
}

function tooLate({ setting: { timeLimitS } }: PlannedRun) {
  const message = `the time limit of ${timeLimitS} s came before there was a legal placement.`;
  return { kind: 'time-limit' as const, code: null, message };
}

function crashOf(code: number | null, endedBy: NodeJS.Signals | null, stderr: string) {
  if (/out of memory|allocation failed/i.test(stderr))
    return {
      kind: 'out-of-memory' as const,
      code: null,
      message: 'the memory of its process did not suffice.',
    };
  const how = endedBy === null ? `ended with code ${code ?? 'unknown'}` : `was ended by ${endedBy}`;
  const may = endedBy === 'SIGKILL' ? ': the machine may have run out of memory' : '';
  const [said] = stderr.match(/^\S*Error.*$/m) ?? [stderr.trim().split('\n').at(-1) ?? ''];
  const message = `its process ${how} without a result${may}.${said === '' ? '' : ` It says: ${said}`}`;
  return { kind: 'crash' as const, code: null, message };
}
