import { writeNetworkSpec } from '../write-network.ts';
import { edgeListWriter } from './edge-list.ts';
import { graphologyWriter } from './graphology.ts';
import { networkxWriter } from './networkx.ts';
import type { NetworkWriter } from './writer.ts';

const own = {
  name: 'nmap-network',
  ending: /\.json$/i,
  losses: () => [],
  write: writeNetworkSpec,
} as const satisfies NetworkWriter;

const writers = [own, graphologyWriter, networkxWriter, edgeListWriter] as const;

export type WrittenFormat = (typeof writers)[number]['name'];

/** Formats that a network is written in, our own first. */
export const NETWORK_WRITERS: readonly NetworkWriter<WrittenFormat>[] = writers;

/** The one that was asked for, or that the ending of a file says; else our own. */
export function networkWriter(file: string, asked: WrittenFormat | null): NetworkWriter<WrittenFormat> {
  if (asked !== null) return NETWORK_WRITERS.find(({ name }) => name === asked)!;
  return NETWORK_WRITERS.find(({ ending }) => ending?.test(file)) ?? own;
}
