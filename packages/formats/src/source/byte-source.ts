import { createHash } from 'node:crypto';
import { inputError } from '../input-error.ts';
import type { ByteChunks } from '../json/parse-json.ts';
import { SNIFF_BYTES } from './content-kind.ts';
import { fileChunks, stdinChunks } from './file-chunks.ts';

/** A file that is being read: its first bytes, and all of them, hashed on the way. */
export interface ByteSource {
  /** As messages name it: the path as given, or `stdin`. */
  readonly name: string;
  /** At most SNIFF_BYTES. */
  readonly start: Uint8Array;
  /** True where `start` is the whole file. */
  readonly complete: boolean;
  /** All pieces, the first one too. May be read once. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** After the last piece: SHA-256 of the raw bytes, in hexadecimal, and their number. */
  digest(): { readonly fileSha256: string; readonly bytes: number };
}

/** Opens a path, or standard input for `-`. Throws NmapError with the name and the way out. */
export async function openBytes(path: string): Promise<ByteSource> {
  return path === '-' ? hashed('stdin', stdinChunks()) : hashed(path, fileChunks(path));
}

/** Wraps pieces that come from anywhere. Throws where there are none. */
export async function hashed(name: string, chunks: ByteChunks): Promise<ByteSource> {
  const hash = createHash('sha256');
  let bytes = 0;
  const iterator = take(name, chunks);
  const held: Uint8Array[] = [];
  let heldBytes = 0;
  let ended = false;
  // One byte more than is looked at, to know whether that was all.
  while (heldBytes <= SNIFF_BYTES) {
    const { done, value } = await iterator.next();
    if (done === true) {
      ended = true;
      break;
    }
    held.push(value);
    heldBytes += value.length;
  }
  if (heldBytes === 0) throw inputError('E1002', name, 'the file is empty.', 'Was it written completely?');
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      for (const piece of held.splice(0)) yield counted(piece);
      for (;;) {
        const { done, value } = await iterator.next();
        if (done === true) return;
        yield counted(value);
      }
    } finally {
      await iterator.return?.(undefined);
    }
  }
  function counted(piece: Uint8Array): Uint8Array {
    hash.update(piece);
    bytes += piece.length;
    return piece;
  }
  const start = new Uint8Array(Math.min(heldBytes, SNIFF_BYTES));
  let at = 0;
  for (const piece of held) {
    const part = piece.subarray(0, start.length - at);
    start.set(part, at);
    at += part.length;
  }
  return {
    name,
    start,
    complete: ended,
    chunks: all(),
    digest: () => ({ fileSha256: hash.copy().digest('hex'), bytes }),
  };
}

/** Pieces that hold something; a failure of the medium becomes an error of the user's. */
async function* take(name: string, chunks: ByteChunks): AsyncGenerator<Uint8Array, undefined> {
  try {
    for await (const chunk of chunks) if (chunk.length > 0) yield chunk;
  } catch (error) {
    const { syscall, code } = error as NodeJS.ErrnoException;
    if (typeof syscall !== 'string' && code !== BAD_NAME) throw error;
    throw inputError('E1001', name, ...explain(error as NodeJS.ErrnoException));
  }
}

/** A name that no file can have. */
const BAD_NAME = 'ERR_INVALID_ARG_VALUE';

function explain(error: NodeJS.ErrnoException): [message: string, hint: string] {
  switch (error.code) {
    case 'ENOENT':
      return ['there is no such file.', 'Check the name and the folder you are in.'];
    case 'EACCES':
    case 'EPERM':
      return ['the file may not be read.', 'Check its permissions.'];
    case 'ENOTDIR':
      return ['a part of the path is a file, not a folder.', 'Check the name.'];
    case 'EISDIR':
      return ['this is a folder, not a file.', 'Give the file inside it.'];
    case BAD_NAME:
      return ['no name of a file holds a NUL character.', 'Check the name.'];
    default:
      return [`the file cannot be read (${error.code ?? error.message}).`, 'Check the name.'];
  }
}
