import { stat } from 'node:fs/promises';

/** The file that describes the network of a folder; any other path as it is. */
export async function networkInFolder(path: string): Promise<string> {
  const isFolder = await stat(path).then(
    (info) => info.isDirectory(),
    // What is no path at all is said where it is opened.
    () => false,
  );
  return isFolder ? path : path;
}
