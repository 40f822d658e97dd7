import type { PopulationSpec, ProjectionSpec } from '@nmap/ir';
import type { Hdf5Dataset, Hdf5Group } from '../../hdf5/open-hdf5.ts';
import { grouped, inputError, quoted, ViolationList } from '../../input-error.ts';
import { uniform } from '../../linear/chain.ts';
import type { ImportContext } from '../../network-format.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { finishNetwork } from '../common/listed-network.ts';

/**
 * Reads the network of a NeuroML document in HDF5. Tables name their columns in the attributes column_0, column_1, ...;
 * numbers of cells are stored as floats. A table of places gives the size of a population, or the attribute `size`.
 */
export function readNeuromlHdf5(root: Hdf5Group, { fileName }: ImportContext): ReadNetwork {
  const violations = new ViolationList();
  const network = root.group('neuroml')!.group('network');
  if (network === null)
    throw inputError('E1863', `${root.where}neuroml`, 'the document holds no group "network".');
  const populations: PopulationSpec[] = [];
  const projections: ProjectionSpec[] = [];
  const others: string[] = [];
  for (const key of network.keys()) {
    const group = network.group(key);
    if (group === null) continue;
    if (key.startsWith('population_')) populations.push(population(group, key));
    else if (
      key.startsWith('projection_') &&
      /^(projection|undefined)?$/.test(String(group.attribute('type') ?? ''))
    ) {
      const made = projection(group);
      if (made !== null) projections.push(made);
    } else others.push(key);
  }
  if (others.length > 0)
    violations.warn(
      'W1868',
      network.where,
      `not read: ${others.slice(0, 6).map(quoted).join(', ')}${others.length > 6 ? `, and ${others.length - 6} more` : ''}.`,
    );
  if (populations.length === 0) violations.error('E1863', network.where, 'the network has no populations.');
  return finishNetwork(populations, projections, fileName, violations);

  function population(group: Hdf5Group, key: string): PopulationSpec {
    const id = String(group.attribute('id') ?? key.slice('population_'.length));
    const component = group.attribute('component');
    const rows = group.dataset(id)?.shape[0];
    const size = rows ?? Number(group.attribute('size') ?? NaN);
    if (!(Number.isSafeInteger(size) && size >= 1))
      violations.error(
        'E1863',
        group.where,
        `the population has ${size} cells: a table of places or the attribute "size" says how many.`,
      );
    return { id, size, ...(typeof component === 'string' && component !== '' ? { model: component } : {}) };
  }

  function projection(group: Hdf5Group): ProjectionSpec | null {
    const [from, to] = ['presynapticPopulation', 'postsynapticPopulation'].map((name) =>
      group.attribute(name),
    );
    if (typeof from !== 'string' || typeof to !== 'string') {
      violations.error(
        'E1863',
        group.where,
        'a projection names its presynapticPopulation and postsynapticPopulation.',
      );
      return null;
    }
    const table = group
      .keys()
      .map((key) => group.dataset(key))
      .find((found) => found !== null);
    // One without connections is an empty group.
    if (table === undefined) return null;
    const columns = columnsOf(table);
    const { data } = table.numbers();
    const [rows, width] = table.shape;
    const column = (name: string): Float64Array | null => {
      const at = columns.indexOf(name);
      return at < 0 ? null : Float64Array.from({ length: rows }, (_, k) => data[k * width + at]);
    };
    const pre = column('pre_cell_id');
    const post = column('post_cell_id');
    if (pre === null || post === null || table.shape.length !== 2) {
      violations.error(
        'E1863',
        table.where,
        `the table has no columns pre_cell_id and post_cell_id; it has ${columns.map(quoted).join(', ')}.`,
      );
      return null;
    }
    const bad = pre.findIndex((value, k) => !isCell(value) || !isCell(post[k]));
    if (bad >= 0) {
      violations.error(
        'E1863',
        table.where,
        `row ${grouped(bad)} joins the cells ${pre[bad]} and ${post[bad]}, which are no whole numbers of at least 0.`,
      );
      return null;
    }
    const weight = column('weight');
    const delay = column('delay');
    return {
      from,
      to,
      connector: 'list',
      pre: Uint32Array.from(pre),
      post: Uint32Array.from(post),
      ...(weight === null ? {} : { weight: uniform(weight) }),
      ...(delay === null ? {} : { delayMs: uniform(delay) }),
    };
  }
}

function isCell(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff;
}

function columnsOf(table: Hdf5Dataset): string[] {
  const width = table.shape[1] ?? 0;
  return Array.from({ length: Math.min(width, 64) }, (_, k) => String(table.attribute(`column_${k}`) ?? ''));
}
