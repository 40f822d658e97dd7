import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inputError } from '../input-error.ts';

/** Bytes of a JSON file that are looked at. */
const LOOK_BYTES = 65_536;
const MAX_FILES = 1000;

/** The one file of a folder that describes a network (SONATA); any other path as it is. */
export async function networkInFolder(path: string): Promise<string> {
  const isFolder = await stat(path).then(
    (info) => info.isDirectory(),
    // What is no path at all is said where it is opened.
    () => false,
  );
  if (!isFolder) return path;
  const names = (await readdir(path))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .slice(0, MAX_FILES);
  const found: string[] = [];
  for (const name of names) if (/"nodes_file"\s*:/.test(await beginning(join(path, name)))) found.push(name);
  if (found.length === 1) return join(path, found[0]);
  if (found.length === 0)
    throw inputError(
      'E1001',
      path,
      'this is a folder, not a file.',
      'Give the file inside it. A folder is read where one JSON file in it describes a network of SONATA.',
    );
  throw inputError(
    'E1017',
    path,
    `${found.length} files in this folder describe a network: ${found.slice(0, 6).join(', ')}.`,
    'Give one of them.',
  );
}

async function beginning(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return '';
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(LOOK_BYTES), 0, LOOK_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return '';
  } finally {
    await file.close();
  }
}
