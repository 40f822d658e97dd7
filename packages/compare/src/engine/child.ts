/**
 * The process of one run: takes its task as a message, sends its record, ends. Nobody else writes: a process that was killed
 * leaves nothing behind, and one whose parent was killed ends as soon as its search asks whether to go on.
 */
import { NmapError } from '@nmap/ir';
import { performRun } from '../run/perform-run.ts';
import type { ChildMessage, ChildTask } from './child-messages.ts';

const parent = process.ppid;

// A Ctrl-C reaches every process of the terminal: the parent decides what ends, by a signal that cannot be heard.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());
process.once('message', (task: ChildTask) => void work(task));

async function work({ run, threads }: ChildTask): Promise<void> {
  const isOrphan = (): boolean => process.ppid !== parent;
  try {
    const record = await performRun(run, {
      sinceMs: 0,
      threads,
      cancelled: isOrphan,
      onPhase: (() => {
        let last: string | null = null;
        return (phase) => {
          if (phase !== last) send({ kind: 'phase', phase });
          last = phase;
        };
      })(),
      onPlaced: () => {
        send({ kind: 'placed' });
      },
    });
    if (isOrphan()) process.exit();
    send({ kind: 'record', record }, () => process.exit());
  } catch (error) {
    // What is no NmapError here is a fault of ours: the parent reports the process as crashed, with these words.
    if (!(error instanceof NmapError)) throw error;
    send({ kind: 'fault', diagnostics: error.diagnostics }, () => process.exit());
  }
}

function send(message: ChildMessage, then: () => void = () => undefined): void {
  process.send?.(message, then);
}
