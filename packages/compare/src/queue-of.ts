import { NmapError } from '@nmap/ir';

/**
 * The queue's own code, and BullMQ with it, once somebody asks for it: it is no dependency of the package, since it brings a
 * module that is compiled at install.
 * @throws NmapError (input) E1991 where BullMQ or ioredis is not installed.
 */
export async function queueOf() {
  try {
    return await import('./queue/index.ts');
  } catch (error) {
    const missing = missingModule(error);
    if (missing === null) throw error;
    throw new NmapError('input', [
      {
        code: 'E1991',
        severity: 'error',
        where: missing,
        message: 'is not installed: a queue is BullMQ on Redis, which comes only where it is asked for.',
        hint: 'npm install bullmq ioredis, or leave --engine bullmq out: --shard and --emit share runs among machines without a queue.',
      },
    ]);
  }
}

/** The one of the two packages that Node did not find. */
function missingModule(error: unknown): string | null {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== 'ERR_MODULE_NOT_FOUND') return null;
  return ['bullmq', 'ioredis'].find((name) => message.includes(`'${name}'`)) ?? null;
}
