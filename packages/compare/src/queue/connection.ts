/** The queue that runs wait in: BullMQ on a Redis server. Loaded only where it is asked for. */
import { VERSION } from '@nmap/compiler';
import { NmapError } from '@nmap/ir';
import { printable } from '@nmap/kernels';
import { Redis } from 'ioredis';
import type { PlannedRun } from '../run/planned-run.ts';

/** Workers of another version would make other runs: they listen elsewhere. */
export const QUEUE_NAME = `nmap-runs-${VERSION}`;

export interface QueuedRun {
  readonly run: PlannedRun;
  readonly threads: number;
}

const FIRST_ANSWER_MS = 5000;

/**
 * A connection that has answered. Later breaks are bridged: it tries again until the server is back.
 * @throws NmapError (input): there is no Redis server at this address.
 */
export async function connect(url: string, onNotice: (text: string) => void): Promise<Redis> {
  const shown = withoutPassword(url);
  if (shown === null) throw unreachable(printable(url), 'it is no address');
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: FIRST_ANSWER_MS,
    // A blocking read of a queue waits as long as it takes.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (ready ? Math.min(100 * times, 2000) : null),
  });
  let ready = false;
  let fault = 'it does not answer';
  redis.on('error', (error: NodeJS.ErrnoException) => {
    fault = error.code ?? error.message;
    if (ready) onNotice(`Redis at ${shown}: ${printable(fault)}; trying again.`);
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch {
    redis.disconnect();
    throw unreachable(shown, fault);
  }
  ready = true;
  return redis;
}

/** Null where it is none that Redis understands. */
function withoutPassword(url: string): string | null {
  try {
    const { protocol, host } = new URL(url);
    return (protocol === 'redis:' || protocol === 'rediss:') && host !== '' ? `${protocol}//${host}` : null;
  } catch {
    return null;
  }
}

function unreachable(where: string, why: string): NmapError {
  const message = `no Redis server can be used: ${printable(why)}.`;
  const hint = 'Start one (redis-server), and give its address as redis://HOST:6379.';
  return new NmapError('input', [{ code: 'E1909', severity: 'error', where, message, hint }]);
}
