import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { readClusterGraphBytes } from '../read-cluster-graph.ts';
import { readNetworkBytes } from '../read-network.ts';
import { firstFailure } from '../testing/failure.ts';
import { piecesOf } from '../testing/pieces.ts';

const edges = 'source,target,weight\n0,1,2\n1,2,3\n';

describe('packed files', () => {
  it('are the same network and the same graph, under the hash of their own bytes', async () => {
    const packed = gzipSync(edges);
    const network = await readNetworkBytes(piecesOf(packed, 7), 'n.csv.gz');
    const plain = await readNetworkBytes([Buffer.from(edges)], 'n.csv');
    expect([network.sha256, network.spec.name]).toEqual([plain.sha256, 'n']);
    expect(network.fileSha256).not.toBe(plain.fileSha256);
    expect(network.bytes).toBe(packed.length);
    const graph = await readClusterGraphBytes(piecesOf(packed, 7), 'g.csv.gz');
    expect(graph.sha256).toBe((await readClusterGraphBytes([Buffer.from(edges)], 'g.csv')).sha256);
  });

  it('are refused where they grow beyond reason, before they fill the memory', async () => {
    // White space, which is read soonest: it is the unpacking that must end.
    const bomb = gzipSync(`{"format":${' '.repeat(1 << 25)}`);
    expect(await firstFailure(() => readNetworkBytes(piecesOf(bomb, 999), 'n.json.gz'))).toMatch(
      /^E1852 n\.json\.gz: [\d,]+ packed bytes have become [\d,]+: more than 300 for each/,
    );
  });

  it.each([
    ['ends too early', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 9), /ends too early/],
    [
      'is changed',
      (bytes: Uint8Array) => bytes.map((byte, k) => (k === 12 ? byte ^ 255 : byte)),
      /damaged \(Z_/,
    ],
  ])('a file that %s is named', async (_, change, said) => {
    const packed = change(Uint8Array.from(gzipSync(edges.repeat(40))));
    expect(await firstFailure(() => readNetworkBytes([packed], 'n.csv.gz'))).toMatch(said);
  });
});
