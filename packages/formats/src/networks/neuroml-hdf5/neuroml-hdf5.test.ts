/** Networks of NeuroML in HDF5: what is read, and how broken files are refused. */
import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@nmap/ir';
import { type GroupEntry } from '../../hdf5/testing/write-hdf5.ts';
import { failureOf } from '../../testing/failure.ts';
import { readHdf5, sizes } from '../testing/read.ts';

describe('NeuroML in HDF5', () => {
  const table = (name: string, rows: number[][], columns: string[]): GroupEntry => ({
    [name]: {
      data: rows.flat(),
      shape: [rows.length, columns.length],
      type: '<f',
      attributes: Object.fromEntries(columns.map((column, k) => [`column_${k}`, column])),
    },
  });
  const population = (id: string, size: number): GroupEntry => ({
    '@id': id,
    '@component': 'iaf',
    ...table(
      id,
      Array.from({ length: size }, () => [0, 0, 0]),
      ['x', 'y', 'z'],
    ),
  });
  const file = (network: GroupEntry): GroupEntry => ({ neuroml: { '@id': 'n', network } });
  const ends = { '@presynapticPopulation': 'a', '@postsynapticPopulation': 'b' };

  it('reads populations and projections by the names of their columns', async () => {
    const { spec, diagnostics } = await readHdf5(
      file({
        population_a: population('a', 2),
        population_b: { '@id': 'b', '@size': '3' },
        projection_p: {
          ...ends,
          ...table(
            'p',
            [
              [4, 0, 2, 1],
              [5, 1, 0, 2],
              [5, 1, 0, 2],
            ],
            ['delay', 'pre_cell_id', 'post_cell_id', 'weight'],
          ),
        },
        projection_empty: ends,
        inputList_i: { '@id': 'i' },
      }),
      'n.nml.h5',
    );
    expect(sizes(spec)).toEqual(['a 2', 'b 3']);
    expect(spec.projections).toEqual([
      {
        from: 'a',
        to: 'b',
        connector: 'list',
        pre: Uint32Array.of(0, 1, 1),
        post: Uint32Array.of(2, 0, 0),
        weight: Float64Array.of(1, 2, 2),
        delayMs: Float64Array.of(4, 5, 5),
      },
    ]);
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'W1868 not read: "inputList_i".',
    ]);
  });

  it.each([
    ['no network', { neuroml: { other: {} } }, 'E1863', /no group "network"/],
    ['no populations', file({}), 'E1863', /no populations/],
    ['a population without cells', file({ population_a: { '@id': 'a' } }), 'E1863', /how many/],
    [
      'a projection without ends',
      file({ population_a: population('a', 1), projection_p: {} }),
      'E1863',
      /presynapticPopulation/,
    ],
    [
      'a table without columns',
      file({
        population_a: population('a', 1),
        population_b: population('b', 1),
        projection_p: { ...ends, ...table('p', [[0, 0]], ['x', 'y']) },
      }),
      'E1863',
      /no columns pre_cell_id/,
    ],
    [
      'half a cell',
      file({
        population_a: population('a', 1),
        population_b: population('b', 1),
        projection_p: { ...ends, ...table('p', [[0.5, 0]], ['pre_cell_id', 'post_cell_id']) },
      }),
      'E1863',
      /no whole numbers/,
    ],
    [
      'a cell that is not there',
      file({
        population_a: population('a', 1),
        population_b: population('b', 1),
        projection_p: { ...ends, ...table('p', [[0, 7]], ['pre_cell_id', 'post_cell_id']) },
      }),
      'E1113',
      /post\[0\] is 7/,
    ],
    [
      'an unknown population',
      file({
        population_a: population('a', 1),
        projection_p: { ...ends, ...table('p', [[0, 0]], ['pre_cell_id', 'post_cell_id']) },
      }),
      'E1',
      /b/,
    ],
  ])('%s', async (_, root, code, said) => {
    const found = await failureOf(() => readHdf5(root, 'n.nml.h5'));
    expect(found[0].code.startsWith(code)).toBe(true);
    expect(found[0].where).toMatch(/^n\.nml\.h5: /);
    expect(found.map(formatDiagnostic).join()).toMatch(said);
  });
});
