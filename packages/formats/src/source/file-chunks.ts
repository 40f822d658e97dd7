/**
 * The pieces of a file, a pipe or standard input, for any thread. Pipes and terminals are
 * opened without blocking and asked again and again: a thread that hangs in a read keeps
 * its process from ending, whatever signal comes.
 */
import {
  closeSync,
  constants,
  createReadStream,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
  type Stats,
} from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { isMainThread } from 'node:worker_threads';

const CHUNK_BYTES = 1 << 20;
/** As much as a pipe holds at a time. */
const PIPE_BYTES = 1 << 16;
/** How long to wait before an empty pipe is asked again. */
const PAUSE_MS = 2;

/** @throws errors of the system (ENOENT, EISDIR, ...), with the first piece. */
export async function* fileChunks(path: string): AsyncGenerator<Uint8Array> {
  if (mayWait(await stat(path))) {
    yield* waitingChunks(path);
    return;
  }
  const file = await open(path, 'r');
  try {
    for (;;) {
      // A fresh buffer each time: the consumer may hold on to a piece.
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Standard input; inside a worker the process's own stream of it is not wired through. */
export function stdinChunks(): AsyncIterable<Uint8Array> {
  if (isMainThread) return process.stdin as AsyncIterable<Uint8Array>;
  if (process.platform === 'linux' && mayWait(fstatSync(0))) return waitingChunks('/proc/self/fd/0');
  return createReadStream('', { fd: 0, autoClose: false }) as AsyncIterable<Uint8Array>;
}

/** Can a read of it wait for somebody? */
function mayWait(info: Stats): boolean {
  return info.isFIFO() || info.isCharacterDevice();
}

async function* waitingChunks(path: string): AsyncGenerator<Uint8Array> {
  // Of a pipe with a name the writer may still have to come; an open pipe without one had its writer.
  let begun = !statSync(path).isFIFO() || /\/pipe:\[\d+\]$/.test(realpathSync(path));
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    for (;;) {
      const piece = Buffer.allocUnsafe(PIPE_BYTES);
      const count = readNow(fd, piece);
      if (count === 0 && begun) return;
      if (count !== 0) begun = true;
      if (count !== null && count > 0) yield piece.subarray(0, count);
      else await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  } finally {
    closeSync(fd);
  }
}

/** Bytes that are there now; 0 = nobody writes; null = somebody does, and has nothing yet. */
function readNow(fd: number, piece: Buffer): number | null {
  try {
    return readSync(fd, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return null;
    throw error;
  }
}
