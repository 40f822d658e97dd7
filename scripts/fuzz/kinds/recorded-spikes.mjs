import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readNetworkBytes, writeNpy } from '@nmap/formats';
import { faultsOfDiagnostics } from '../lib/judge-error.mjs';
import { verdict } from '../lib/kind.mjs';

const NETWORK = Buffer.from(
  '{"format":"nmap-network","version":1,"name":"n","durationMs":20,"populations":[{"id":"a","size":2},{"id":"b","size":3,"shape":[1,3,1]}],"projections":[]}',
);

/** AEDAT 3.1 with one packet of one polarity event. */
function camera() {
  const packet = Buffer.alloc(36);
  packet.writeUInt16LE(1, 0);
  packet.writeUInt32LE(8, 4);
  packet.writeUInt32LE(1, 20);
  packet.writeUInt32LE(((2 << 17) | 3) >>> 0, 28);
  return Buffer.concat([Buffer.from('#!AER-DAT3.1\r\n#!END-HEADER\r\n'), packet]);
}

/** @type {import('../lib/kind.mjs').Kind} */
export const recordedSpikes = {
  name: 'recorded-spikes',
  what: 'recordings that give spike counts',
  samples: async () => [
    { name: 'times', text: 'neuron,time\n0,1\n4,19.5\n' },
    { name: 'steps by population', text: 'step;population;index\n0;b;2\n19;a;1\n' },
    { name: 'counts', text: '"neuron"\t"spikes"\n0\t7\n4\t0\n' },
    { name: 'lists', text: '0 1 2 9\n3 4\n' },
    {
      name: 'raster',
      text: Buffer.from(
        await writeNpy(
          [4, 3],
          Uint8Array.from({ length: 12 }, (_, k) => k % 2),
        ),
      ),
    },
    { name: 'camera', text: camera() },
  ],
  judge: (bytes) =>
    verdict(bytes, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'nmap-fuzz-'));
      try {
        const file = join(folder, 's');
        writeFileSync(file, bytes);
        const { spec, diagnostics } = await readNetworkBytes([NETWORK], 'f.json', { spikes: [file] });
        const counts = spec.populations.flatMap(({ spikes }) => Array.from(spikes ?? []));
        return [
          ...faultsOfDiagnostics(diagnostics, bytes),
          ...(counts.every((count) => Number.isInteger(count) && count >= 0)
            ? []
            : [`counts ${counts.join()}`]),
          ...(spec.durationMs > 0 ? [] : [`a window of ${spec.durationMs} ms`]),
        ];
      } finally {
        rmSync(folder, { recursive: true });
      }
    }),
};
