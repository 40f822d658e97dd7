import type { WrittenFormat } from '@nmap/formats/tables';
import { writeNetworkSpec } from '../write-network.ts';
import { edgeListWriter } from './edge-list.ts';
import { graphologyWriter } from './graphology.ts';
import { nirWriter } from './nir.ts';
import { networkxWriter } from './networkx.ts';
import type { NetworkWriter } from './writer.ts';

const own = {
  name: 'nmap-network',
  ending: /\.json$/i,
  losses: () => [],
  write: writeNetworkSpec,
} as const satisfies NetworkWriter;

/** A writer for each format that the table of formats calls written, our own first. */
export const NETWORK_WRITERS: readonly NetworkWriter<WrittenFormat>[] = [
  own,
  nirWriter,
  graphologyWriter,
  networkxWriter,
  edgeListWriter,
];

/** The one that was asked for, or that the ending of a file says; else our own. */
export function networkWriter(file: string, asked: WrittenFormat | null): NetworkWriter<WrittenFormat> {
  if (asked !== null) return NETWORK_WRITERS.find(({ name }) => name === asked)!;
  return NETWORK_WRITERS.find(({ ending }) => ending?.test(file)) ?? own;
}
