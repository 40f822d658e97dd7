import type { Hdf5Group } from '../hdf5/open-hdf5.ts';
import { inputError, quoted } from '../input-error.ts';
import type { SpikeRecord } from './spike-record.ts';

const MS_PER_S = 1000;
const MAX_DEPTH = 32;

/**
 * Recordings beside a graph of NIR (NIRGraphData): for each node its observables, events or values on a grid of
 * steps. Of several observables of a node the one called spikes is taken; one that is called something else where it
 * is the only one. Times are in seconds.
 * **Source** NIR 1.0.7, nir/data_ir/graph.py and `write_data` of nir/serialization.py.
 */
export function readNirData(root: Hdf5Group): readonly SpikeRecord[] {
  const records: SpikeRecord[] = [];
  collect(root, '', 0);
  if (records.length === 0)
    throw inputError('E1143', root.where, 'no node of this NIRGraphData has spikes among its observables.');
  return records;

  /** @param path of the graph: populations of graphs inside graphs are called by it, too. */
  function collect(graph: Hdf5Group, path: string, depth: number): void {
    const nodes = graph.group('nodes');
    if (nodes === null || depth > MAX_DEPTH)
      throw inputError('E1143', graph.where, 'a NIRGraphData needs a group "nodes".');
    for (const name of nodes.keys()) {
      const node = nodes.group(name);
      if (node === null) continue;
      if (node.attribute('__type__') === 'NIRGraphData') collect(node, `${path}${name}.`, depth + 1);
      else records.push(...observed(node, path + name));
    }
  }
}

/** The spikes of one node; none where only other things were recorded. */
function observed(node: Hdf5Group, population: string): SpikeRecord[] {
  const all = node.group('observables');
  if (all === null) throw inputError('E1143', node.where, 'a node needs a group "observables".');
  const names = all.keys();
  const named = names.filter((name) => /^(spikes?|s|z|spk)$/i.test(name));
  const chosen = named.length > 0 ? named : names.filter((name) => typeOf(all, name) === 'EventData');
  if (chosen.length > 1)
    throw inputError(
      'E1143',
      all.where,
      `${chosen.map(quoted).join(' and ')} may both be spikes.`,
      'Call one of them "spikes".',
    );
  return chosen.map((name) => recordOf(all.group(name)!, typeOf(all, name), population));
}

function typeOf(all: Hdf5Group, name: string): string {
  return String(all.group(name)?.attribute('__type__') ?? '');
}

function recordOf(group: Hdf5Group, type: string, population: string): SpikeRecord {
  const { where } = group;
  const array = (name: string) => {
    const found = group.dataset(name);
    if (found === null) throw inputError('E1143', where, `${type} needs the array ${quoted(name)}.`);
    return found.numbers();
  };
  if (type === 'TimeGriddedData') {
    const { shape, data } = array('data');
    return { kind: 'raster', where, population, shape, values: data, stepMs: seconds(group, 'dt') };
  }
  if (type !== 'EventData' && type !== 'ValuedEventData')
    throw inputError('E1143', where, `the observable is of the type ${quoted(type)}, which is not known.`);
  const idx = array('idx').data;
  const time = array('time').data;
  if (idx.length !== time.length)
    throw inputError('E1143', where, `${idx.length} entries of idx belong to ${time.length} of time.`);
  // Rows are filled up with the index -1.
  const kept = [...idx.keys()].filter((k) => idx[k] !== -1);
  return {
    kind: 'events',
    where,
    population,
    neuron: Float64Array.from(kept, (k) => idx[k]),
    at: Float64Array.from(kept, (k) => time[k] * MS_PER_S),
    unit: 'ms',
    windowMs: seconds(group, 't_max'),
    lines: null,
  };
}

function seconds(group: Hdf5Group, name: string): number {
  const value = group.attribute(name);
  if (typeof value === 'number' && value > 0 && Number.isFinite(value))
    return Number((value * MS_PER_S).toPrecision(12));
  throw inputError(
    'E1143',
    group.where,
    `the attribute ${quoted(name)} has to be a number of seconds above 0, found ${String(value)}.`,
  );
}
