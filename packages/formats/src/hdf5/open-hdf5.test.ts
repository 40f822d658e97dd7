import { describe, expect, it } from '@jest/globals';
import { firstFailure } from '../testing/failure.ts';
import { withHdf5, type Hdf5Group } from './open-hdf5.ts';
import { writeHdf5, type GroupEntry } from './testing/write-hdf5.ts';

async function within<Result>(entries: GroupEntry, use: (root: Hdf5Group) => Result): Promise<Result> {
  return withHdf5(await writeHdf5(entries), 'x.h5', use);
}

describe('withHdf5', () => {
  it.each(['<f', '<d', '<i', '<q', '<b', '<B', '<h', '<H', '<I', '<Q'])('reads %s', async (type) => {
    const data = /q/i.test(type) ? [1n, 2n, 3n] : [1, 2, 3];
    const read = await within({ a: { data, shape: [3], type } }, (root) => root.dataset('a')!.numbers());
    expect(read).toEqual({ shape: [3], data: Float64Array.of(1, 2, 3) });
  });

  it('reads texts, attributes and empty arrays, and knows what is not there', async () => {
    await within(
      {
        g: {
          '@kind': 'x',
          '@n': 4,
          t: { data: ['a', 'b'], shape: [2] },
          none: { data: [], shape: [0], type: '<d' },
        },
        s: 'one',
      },
      (root) => {
        const group = root.group('g')!;
        expect([group.attribute('kind'), group.attribute('n'), group.attribute('m')]).toEqual(['x', 4, null]);
        expect(group.dataset('t')!.texts()).toEqual(['a', 'b']);
        expect(root.dataset('s')!.texts()).toEqual(['one']);
        expect(group.dataset('none')!.numbers().data).toHaveLength(0);
        expect([root.group('s'), root.dataset('g'), root.group('h'), root.dataset('h')]).toEqual([
          null,
          null,
          null,
          null,
        ]);
      },
    );
  });

  it('names what holds no numbers', async () => {
    expect(
      await firstFailure(() =>
        within({ g: { t: { data: ['a'], shape: [1] } } }, (root) => root.group('g')!.dataset('t')!.numbers()),
      ),
    ).toMatch(/^E1851 x\.h5: \/g\/t: it holds no numbers/);
  });

  it('refuses a heap of texts that would hold the library for ever', async () => {
    const bytes = await writeHdf5({ t: { data: ['a', 'bb'], shape: [2] } });
    const heap = Buffer.from(bytes).indexOf('GCOL');
    expect(heap).toBeGreaterThan(0);
    const changed = bytes.slice();
    // The first object becomes free space without a size.
    changed.fill(0, heap + 16, heap + 32);
    expect(await firstFailure(() => withHdf5(changed, 'x.h5', (root) => root.dataset('t')!.texts()))).toMatch(
      /^E1850 x\.h5: .*heap of texts is broken/,
    );
  });

  it('refuses an array that the file cannot hold', async () => {
    const bytes = await writeHdf5({ a: { data: [1, 2, 3, 4], shape: [4], type: '<d' } });
    // The length of the axis, wherever the header keeps it.
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    let changed = 0;
    for (let at = 0; at + 8 <= bytes.length; at++) {
      if (view.getBigUint64(at, true) !== 4n) continue;
      const copy = bytes.slice();
      new DataView(copy.buffer).setBigUint64(at, 1n << 40n, true);
      const found = await withHdf5(
        copy,
        'x.h5',
        (root) => root.dataset('a')?.numbers().data.length ?? 0,
      ).catch((error: { name: string; kind: string; diagnostics: { code: string }[] }) => {
        expect([error.name, error.kind]).toEqual(['NmapError', 'input']);
        changed++;
        return 0;
      });
      expect(found).toBeLessThanOrEqual(4);
    }
    expect(changed).toBeGreaterThan(0);
  });
});
