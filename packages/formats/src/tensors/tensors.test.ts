import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSample } from '@nmap/dnn';
import { firstFailure } from '../testing/failure.ts';
import { makeDataset, readDataset } from './read-dataset.ts';
import { readTensorBytes } from './read-tensor.ts';
import { writeNpy, writeNpz } from './write-npz.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** A .npy file from its parts. */
function npy(header: string, body: Uint8Array | readonly number[], version = 1): Uint8Array {
  const head = text(header);
  const length =
    version === 1 ? [head.length & 0xff, head.length >> 8] : [head.length & 0xff, head.length >> 8, 0, 0];
  return Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...length, ...head, ...body]);
}

const describing = (descr: string, shape: string, fortran = 'False'): string =>
  `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }\n`;

/** An IDX file. */
function idx(type: number, lengths: readonly number[], body: readonly number[]): Uint8Array {
  return Uint8Array.from([
    0,
    0,
    type,
    lengths.length,
    ...lengths.flatMap((n) => [0, 0, n >> 8, n & 0xff]),
    ...body,
  ]);
}

async function valuesOf(bytes: Uint8Array): Promise<number[]> {
  const { arrays } = await readTensorBytes([bytes], 'f');
  return Array.from(arrays[0].values);
}

const bytesOf = (array: Float32Array | Float64Array | Int32Array | BigInt64Array | Uint16Array): Uint8Array =>
  new Uint8Array(array.buffer);
const swapped = (bytes: Uint8Array, size: number): number[] =>
  Array.from(bytes, (_, i) => bytes[i - (i % size) + size - 1 - (i % size)]);

describe('arrays of data files', () => {
  it.each<[string, Uint8Array, number[]]>([
    [
      'little-endian singles',
      npy(describing('<f4', '(2, 2)'), bytesOf(Float32Array.of(1, -2.5, 3, 4))),
      [1, -2.5, 3, 4],
    ],
    [
      'big-endian singles',
      npy(describing('>f4', '(2,)'), swapped(bytesOf(Float32Array.of(1, -2.5)), 4)),
      [1, -2.5],
    ],
    ['doubles', npy(describing('<f8', '(2,)'), bytesOf(Float64Array.of(0.1, 1e300))), [0.1, 1e300]],
    [
      'halves',
      npy(describing('<f2', '(4,)'), [0, 0x3c, 0, 0xc0, 1, 0, 0, 0x7c]),
      [1, -2, 2 ** -24, Infinity],
    ],
    ['bytes', npy(describing('|u1', '(3,)'), [0, 128, 255]), [0, 128, 255]],
    ['signed bytes', npy(describing('|i1', '(3,)'), [0, 128, 255]), [0, -128, -1]],
    ['truth values', npy(describing('|b1', '(2,)'), [1, 0]), [1, 0]],
    ['shorts', npy(describing('<i2', '(2,)'), [1, 0, 255, 255]), [1, -1]],
    ['big-endian words', npy(describing('>u2', '(2,)'), [1, 0, 255, 255]), [256, 65_535]],
    [
      '64-bit integers',
      npy(describing('<i8', '(2,)'), bytesOf(BigInt64Array.of(-5n, 2n ** 40n))),
      [-5, 2 ** 40],
    ],
    ['Fortran order', npy(describing('|u1', '(2, 3)', 'True'), [1, 2, 3, 4, 5, 6]), [1, 3, 5, 2, 4, 6]],
    ['version 2', npy(describing('|u1', '(2,)'), [7, 8], 2), [7, 8]],
    ['version 3', npy(describing('|u1', '(2,)'), [7, 8], 3), [7, 8]],
    ['no axis', npy(describing('|u1', '()'), [7]), [7]],
    ['lengths as Python 2 wrote them', npy(describing('|u1', '(2L, 1L)'), [7, 8]), [7, 8]],
    ['IDX of bytes', idx(8, [2, 2], [1, 2, 3, 255]), [1, 2, 3, 255]],
    ['IDX of shorts', idx(0x0b, [2], [1, 0, 255, 255]), [256, -1]],
    ['IDX of singles', idx(0x0d, [1], swapped(bytesOf(Float32Array.of(1.5)), 4)), [1.5]],
    ['IDX packed', new Uint8Array(gzipSync(idx(8, [2], [9, 8]))), [9, 8]],
    ['CSV', text('1,2.5\n-3,4e2\n'), [1, 2.5, -3, 400]],
    ['CSV with header, quotes and blank lines', text('\uFEFFa,"b"\r\n"1", 2\r\n\r\n3,4'), [1, 2, 3, 4]],
    ['TSV', text('# a comment\n1\t2\n3\t4\n'), [1, 2, 3, 4]],
    ['semicolons', text('1;2\n3;4\n'), [1, 2, 3, 4]],
    ['blanks', text(' 1  2\n 3 4\n'), [1, 2, 3, 4]],
  ])('%s', async (_, bytes, values) => {
    expect(await valuesOf(bytes)).toEqual(values);
  });

  it('writes what it reads, in every type, the same bytes each time', async () => {
    const arrays = [
      new Uint8Array([1, 2, 3, 4, 5, 6]),
      new Int8Array([-1, 2, 3, 4, 5, 6]),
      new Uint16Array([1, 2, 3, 4, 5, 60_000]),
      new Int16Array([1, 2, 3, 4, 5, -6]),
      new Uint32Array([1, 2, 3, 4, 5, 4_000_000_000]),
      new Int32Array([1, 2, 3, 4, 5, -6]),
      new Float32Array([1, 2, 3, 4, 5, -0.5]),
      new Float64Array([1, 2, 3, 4, 5, 0.1]),
    ].map((values, k) => ({ name: `a${k}`, shape: [2, 3], values }));
    const bytes = await writeNpz(arrays);
    expect((await readTensorBytes([bytes], 'f')).arrays).toEqual(arrays);
    expect(await writeNpz(arrays)).toEqual(bytes);
    for (const { shape, values } of arrays) {
      const [read] = (await readTensorBytes([writeNpy(shape, values)], 'f')).arrays;
      expect(read).toEqual({ name: '', shape, values });
    }
  });

  const sound = npy(describing('<f4', '(2, 2)'), bytesOf(Float32Array.of(1, 2, 3, 4)));
  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /E1002/],
    [
      'a cut array',
      sound.subarray(0, sound.length - 3),
      /E1840 f: its shape \[2, 2\] needs 16 bytes of numbers, the file has 13\. Was it/,
    ],
    ['too many numbers', Uint8Array.from([...sound, 0]), /E1840 .* the file has 17/],
    ['a cut header', sound.subarray(0, 30), /E1840 f: its header has \d+ bytes, the file ends after 20/],
    ['only the mark', sound.subarray(0, 7), /E1840 f: it ends after 7 bytes/],
    ['an unknown version', npy('', [], 9), /E1840 f: its version is 9/],
    [
      'an absurd shape',
      npy(describing('<f8', '(999999999999, 99999999999999)'), [1]),
      /E1840 f: its shape \[999999999999, 99999999999999\] needs/,
    ],
    ['a shape without a comma', npy(describing('<f4', '(3 2)'), []), /E1840 f: its shape is \(3 2\)/],
    ['a header without a shape', npy("{'descr': '<f4', 'fortran_order': False}", []), /lacks shape/],
    [
      'objects of Python',
      npy(describing('|O', '(2,)'), [1, 2]),
      /E1848 f: it holds objects of Python, not numbers/,
    ],
    ['texts', npy(describing('<U5', '(2,)'), [1, 2]), /E1848 f: its numbers are of the type "<U5"/],
    ['complex numbers', npy(describing('<c8', '(1,)'), [1, 2, 3, 4, 5, 6, 7, 8]), /E1848/],
    [
      'records',
      npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", []),
      /E1848 .*records/,
    ],
    [
      'a cut IDX',
      idx(8, [3, 3], [1, 2]),
      /E1840 f: its shape \[3, 3\] needs 9 bytes of numbers, the file has 2/,
    ],
    [
      'a cut IDX header',
      idx(8, [3, 3], []).subarray(0, 7),
      /E1842 f: its 2 lengths need 12 bytes of header, the file has 7/,
    ],
    ['an IDX of too many axes', Uint8Array.from([0, 0, 8, 200, 1]), /E1842 f: its 200 lengths/],
    [
      'cut gzip',
      new Uint8Array(gzipSync(idx(8, [2], [1, 2]))).subarray(0, 20),
      /E1849 f: it cannot be unpacked \(gzip/,
    ],
    [
      'a cut zip',
      Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3]),
      /E1841 f: this zip archive cannot be unpacked/,
    ],
    ['HDF5', Uint8Array.from([0x89, 0x48, 0x44, 0x46, 0]), /E1849 f: this is an HDF5 file/],
    ['JSON', text('{"a": 1}'), /E1849 f: this is JSON/],
    ['HTML', text('<!doctype html>'), /E1849 f: this is XML or HTML/],
    ['a pointer', text('version https://git-lfs.github.com/spec/v1\n'), /E1849 f: this is a Git LFS pointer/],
    ['noise', Uint8Array.from([7, 0, 3, 200, 9]), /E1849 f: this is binary data/],
    ['a word in a CSV', text('a,b\n1,2\n3,x\n'), /E1843 f:3: column 2 holds "x", no number/],
    ['a gap in a CSV', text('1,2\n3,\n'), /E1843 f:2: column 2 holds "", no number/],
    ['a ragged CSV', text('1,2\n3\n'), /E1843 f:2: the line has 1 columns, the first one 2/],
    ['only a header', text('a,b\n'), /E1843 f: the file holds a header and no line/],
    ['blanks', text(' \n\n'), /E1843 f: the file holds no line/],
  ])('refuses %s', async (_, bytes, words) => {
    expect(await firstFailure(() => readTensorBytes([bytes], 'f'))).toMatch(words);
  });
});

describe('data sets', () => {
  const image = Float32Array.from({ length: 24 }, (_, i) => i);
  const set = async (
    arrays: readonly {
      name: string;
      shape: readonly number[];
      values: Uint8Array | Float32Array | Int32Array | Float64Array;
    }[],
    options: Parameters<typeof makeDataset>[2] = {},
  ) => makeDataset(await readTensorBytes([await writeNpz(arrays)], 'd.npz'), null, options);

  it.each<[string, readonly number[], readonly number[], number[]]>([
    ['without its channel axis', [2, 3, 4], [1, 3, 4], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ['with one channel last', [2, 3, 4, 1], [1, 3, 4], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ['flat', [2, 12], [2, 3, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ['an image for a flat input', [2, 3, 4], [12], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ['channels last for channels first', [2, 2, 2, 3], [3, 2, 2], [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]],
    ['channels first for channels last', [2, 3, 2, 2], [2, 2, 3], [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]],
  ])('fits an image %s', async (_, shape, input, first) => {
    const { data } = await set([{ name: 'x', shape, values: image }], {
      input: { shape: input, order: null },
    });
    const sample = new Float32Array(12);
    readSample(data, 0, sample);
    expect([data.count, Array.from(sample)]).toEqual([2, first]);
    readSample(data, 1, sample);
    expect(Array.from(sample)).toEqual(first.map((value) => value + 12));
  });

  it('puts the order of the layer behind that of the file', async () => {
    const order = Uint32Array.of(0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11);
    const { data } = await set([{ name: 'x', shape: [2, 2, 2, 3], values: image }], {
      input: { shape: [2, 2, 3], order },
      layerShape: [3, 2, 2],
    });
    expect(Array.from(data.values.subarray(0, 12))).toEqual(Array.from(order));
    expect(data.shape).toEqual([3, 2, 2]);
  });

  it('takes a single sample', async () => {
    const { data } = await set([{ name: 'x', shape: [4, 6], values: image }], {
      input: { shape: [1, 4, 6], order: null },
    });
    expect(data.count).toBe(1);
  });

  const x = { name: 'x', shape: [3, 2], values: Float32Array.of(1, 2, 3, 4, 5, 6) };
  it.each<[string, { shape: number[]; values: Int32Array | Float32Array | Float64Array }, number[]]>([
    ['numbers', { shape: [3], values: Int32Array.of(0, 2, 1) }, [0, 2, 1]],
    ['numbers of the type double', { shape: [3], values: Float64Array.of(0, 2, 1) }, [0, 2, 1]],
    ['a column', { shape: [3, 1], values: Int32Array.of(0, 2, 1) }, [0, 2, 1]],
    ['rows with a 1', { shape: [3, 3], values: Float32Array.of(1, 0, 0, 0, 0, 1, 0, 1, 0) }, [0, 2, 1]],
  ])('reads labels as %s', async (_, labels, expected) => {
    const { data } = await set([x, { name: 'labels', ...labels }]);
    expect([Array.from(data.labels!), data.classes]).toEqual([expected, 3]);
  });

  it.each<[string, { shape: number[]; values: Int32Array | Float32Array }, RegExp]>([
    [
      'too few',
      { shape: [2], values: Int32Array.of(0, 1) },
      /E1846 d\.npz: "y": there are 2 labels for 3 samples/,
    ],
    [
      'a class too many',
      { shape: [3], values: Int32Array.of(0, 1, 3) },
      /label 2 is 3; the model tells 3 classes apart, 0 to 2\. Labels count from 0/,
    ],
    ['below 0', { shape: [3], values: Int32Array.of(0, -1, 1) }, /E1846 .* label 1 is -1/],
    ['half a class', { shape: [3], values: Float32Array.of(0, 0.5, 1) }, /label 1 is 0\.5/],
    [
      'rows with two',
      { shape: [3, 2], values: Int32Array.of(1, 0, 1, 1, 0, 1) },
      /row 1 of 2 numbers has no single 1/,
    ],
  ])('refuses labels: %s', async (_, labels, words) => {
    expect(await firstFailure(() => set([x, { name: 'y', ...labels }], { classes: 3 }))).toMatch(words);
  });

  it('refuses samples that do not fit, with both shapes', async () => {
    expect(await firstFailure(() => set([x], { input: { shape: [1, 28, 28], order: null } }))).toMatch(
      /E1845 d\.npz: "x": its 3 samples have the shape \[2\], 2 numbers; the model needs \[1, 28, 28\], 784 numbers/,
    );
  });

  it('refuses samples without numbers', async () => {
    expect(
      await firstFailure(() => set([{ name: 'x', shape: [3, 0], values: new Float32Array(0) }])),
    ).toMatch(/E1844 .*its samples hold no number: its shape is \[3, 0\]/);
    expect(
      await firstFailure(() => set([{ name: 'x', shape: [0, 3], values: new Float32Array(0) }])),
    ).toMatch(/E1844 .*no sample/);
  });

  it('refuses numbers that are none, with sample and place', async () => {
    const values = Float32Array.of(1, 2, 3, NaN, 5, 6);
    expect(await firstFailure(() => set([{ ...x, values }]))).toMatch(
      /E1847 .* number 1 of sample 1 is not a number/,
    );
  });

  it('keeps bytes as bytes, warns that they are, and scales on request', async () => {
    const pixels = { name: 'images', shape: [2, 2], values: Uint8Array.of(0, 255, 51, 102) };
    const plain = await set([pixels]);
    expect(plain.data.values).toBeInstanceOf(Uint8Array);
    expect([plain.data.scale, plain.diagnostics.map(({ code }) => code)]).toEqual([1, ['W1805']]);
    const scaled = await set([pixels], { scale: 1 / 255 });
    const sample = new Float64Array(2);
    readSample(scaled.data, 1, sample);
    expect(Array.from(sample)).toEqual([51 / 255, 102 / 255]);
    expect([scaled.diagnostics, scaled.sha256 === plain.sha256]).toEqual([[], false]);
  });

  it('takes the test split where there are two, and says so', async () => {
    const arrays = [
      { ...x, name: 'x_train' },
      { name: 'y_train', shape: [3], values: Int32Array.of(0, 1, 2) },
      { name: 'x_test', shape: [1, 2], values: Float32Array.of(7, 8) },
      { name: 'y_test', shape: [1], values: Int32Array.of(1) },
    ];
    const test = await set(arrays);
    expect([Array.from(test.data.values), Array.from(test.data.labels!), test.diagnostics[0].code]).toEqual([
      [7, 8],
      [1],
      'W1804',
    ]);
    expect((await set(arrays, { split: 'train' })).data.count).toBe(3);
    expect(
      await firstFailure(() =>
        set([
          { ...x, name: 'foo' },
          { ...x, name: 'bar' },
        ]),
      ),
    ).toMatch(/E1844 .*"foo" \[3, 2\], "bar" \[3, 2\]/);
  });

  it('leaves arrays of texts in an archive alone', async () => {
    const { zipSync } = await import('fflate');
    const bytes = zipSync({
      'classes.npy': npy(describing('<U5', '(2,)'), [1, 2]),
      'x.npy': writeNpy([1, 2], Float32Array.of(1, 2)),
    });
    expect((await readTensorBytes([bytes], 'f')).arrays.map(({ name }) => name)).toEqual(['x']);
  });

  it.each([
    ['a header', 'label,p0,p1\n1,5,6\n0,7,8\n', {}, [1, 0], [5, 6, 7, 8], []],
    ['a header with the label last', 'p0,p1,class\n5,6,1\n7,8,0\n', {}, [1, 0], [5, 6, 7, 8], []],
    [
      'one column too many',
      '1,5.5,6\n0,7,8\n',
      { input: { shape: [2], order: null } },
      [1, 0],
      [5.5, 6, 7, 8],
      ['W1803'],
    ],
    [
      'whole numbers last only',
      '5.5,6,1\n7,8,0\n',
      { input: { shape: [2], order: null } },
      [1, 0],
      [5.5, 6, 7, 8],
      ['W1803'],
    ],
    ['a name that was asked for', 'p0,p1,k\n5,6,1\n7,8,0\n', { labelColumn: 'k' }, [1, 0], [5, 6, 7, 8], []],
  ])('finds labels in a table by %s', async (_, table, options, labels, values, codes) => {
    const { data, diagnostics } = makeDataset(await readTensorBytes([text(table)], 'd.csv'), null, options);
    expect([Array.from(data.labels!), Array.from(data.values)]).toEqual([labels, values]);
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  });

  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nmap-data-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('reads a pair of packed IDX files, and says the same of the same data in another format', async () => {
    const [images, labels, archive] = ['images.gz', 'labels.gz', 'd.npz'].map((name) => join(folder, name));
    writeFileSync(images, gzipSync(idx(8, [2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8])));
    writeFileSync(labels, gzipSync(idx(8, [2], [3, 1])));
    const input = { shape: [1, 2, 2], order: null };
    const pair = await readDataset(images, { labels, input, scale: 1 / 255 });
    expect(pair.data).toMatchObject({ shape: [1, 2, 2], count: 2, classes: 4, scale: 1 / 255 });
    expect(Array.from(pair.data.labels!)).toEqual([3, 1]);
    writeFileSync(
      archive,
      await writeNpz([
        { name: 'x', shape: [2, 4], values: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) },
        { name: 'y', shape: [2], values: Int32Array.of(3, 1) },
      ]),
    );
    const same = await readDataset(archive, { input, scale: 1 / 255 });
    expect(same.sha256).toBe(pair.sha256);
    expect(same.fileSha256).not.toBe(pair.fileSha256);
  });

  it('says which file is not there', async () => {
    expect(await firstFailure(() => readDataset(join(folder, 'none.npz')))).toMatch(
      /E1001 .*none\.npz: there is no such file/,
    );
  });
});
