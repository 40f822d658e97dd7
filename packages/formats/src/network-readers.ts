import type { NetworkReader } from './network-format.ts';
import { NETWORK_TABLE } from './tables.ts';

/** All of them, in the order of the table. */
export async function networkReaders(): Promise<readonly NetworkReader[]> {
  const readers: NetworkReader[] = [];
  for (const { load } of NETWORK_TABLE) readers.push(await load());
  return readers;
}
