import type { ContentOfNetwork, NetworkFormatEntry, NetworkReader } from './network-format.ts';
import { NETWORK_TABLE, type NetworkFormat } from './tables.ts';

type ReaderOf<Content extends ContentOfNetwork> = Extract<NetworkReader, { content: Content }>;

/** A reader with its line of the table. */
export interface Candidate<Content extends ContentOfNetwork> {
  readonly about: NetworkFormatEntry<NetworkFormat>;
  readonly reader: ReaderOf<Content>;
}

/** Those for one kind of content, in the order of the table. @param only the one that was asked for; null = all. */
export async function readersOf<Content extends ContentOfNetwork>(
  content: Content,
  only: NetworkFormat | null = null,
): Promise<readonly Candidate<Content>[]> {
  const found: Candidate<Content>[] = [];
  for (const about of NETWORK_TABLE) {
    if (about.content !== content || (only !== null && about.name !== only)) continue;
    found.push({ about, reader: (await about.load()) as ReaderOf<Content> });
  }
  return found;
}

/** All that is read as a network, for messages. */
export function readableNetworks(): string {
  return `Readable networks: ${NETWORK_TABLE.map(({ called }) => called).join(', ')}.`;
}
