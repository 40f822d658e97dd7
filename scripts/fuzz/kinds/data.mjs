import { gzipSync } from 'node:zlib';
import { checkDataSet } from '@nmap/dnn';
import { makeDataset, readTensorBytes, writeNpy, writeNpz } from '@nmap/formats';
import { faultsOfDiagnostics } from '../lib/judge-error.mjs';
import { differs, verdict } from '../lib/kind.mjs';

const IDX = Buffer.from([0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6]);
const CSV = 'label,a,b\n0,1.5,2\n1,-3,4e2\n2,5,6\n';

/** @type {import('../lib/kind.mjs').Kind} */
export const dataFiles = {
  name: 'data',
  what: 'data of NumPy, IDX and CSV',
  samples: async () => {
    const x = { name: 'x', shape: [3, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6) };
    const y = { name: 'y', shape: [3], values: Int32Array.of(0, 2, 1) };
    return [
      await writeNpy(x.shape, x.values),
      await writeNpz([x, y]),
      IDX,
      gzipSync(IDX),
      Buffer.from(CSV),
    ].map((bytes, k) => ({ name: `data ${k}`, text: Buffer.from(bytes) }));
  },
  judge: (bytes) =>
    verdict(bytes, async () => {
      const file = await readTensorBytes([bytes], 'f');
      const { data, diagnostics } = await makeDataset(file, null);
      checkDataSet(data);
      return [
        ...faultsOfDiagnostics(diagnostics, bytes),
        ...(file.format === 'csv' ? countedLines(bytes, data) : []),
      ];
    }),
};

/** One sample for each line, the heading apart. @param {Buffer} bytes @param {import('@nmap/dnn').DataSet} data */
function countedLines(bytes, data) {
  const lines = new TextDecoder()
    .decode(bytes)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const heading = lines.length - data.count;
  return heading === 0 || heading === 1 ? [] : differs('samples', data.count, lines.length);
}
