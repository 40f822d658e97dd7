import type { ProjectionSpec } from '@nmap/ir';
import type { Hdf5Group } from '../../hdf5/open-hdf5.ts';
import { grouped, quoted, type ViolationList } from '../../input-error.ts';
import { uniform } from '../../linear/chain.ts';
import type { Nodes } from './nodes.ts';
import type { Types } from './types-table.ts';

type Column = 'syn_weight' | 'delay' | 'nsyns';

/** Reads every population of an edges file. Values in the file override those of the table of types. */
export function readEdges(
  root: Hdf5Group,
  types: Types,
  nodes: ReadonlyMap<string, Nodes>,
  violations: ViolationList,
): { projections: ProjectionSpec[]; contacts: number } {
  const all = root.group('edges');
  const projections: ProjectionSpec[] = [];
  let contacts = 0;
  if (all === null)
    violations.error('E1870', root.where, 'an edges file has a group "edges", which is missing.');
  for (const name of all?.keys() ?? []) {
    const group = all!.group(name);
    const made = group === null ? null : population(group);
    if (made !== null) projections.push(made);
  }
  return { projections, contacts };

  function population(group: Hdf5Group): ProjectionSpec | null {
    const pre = ends(group, 'source_node_id');
    const post = ends(group, 'target_node_id');
    if (pre === null || post === null) return null;
    const count = pre.neurons.length;
    const kinds = group.dataset('edge_type_id')?.numbers().data ?? new Float64Array(count);
    if (post.neurons.length !== count || kinds.length !== count) {
      violations.error(
        'E1870',
        group.where,
        `source_node_id has ${grouped(count)} entries, target_node_id ${grouped(post.neurons.length)}, edge_type_id ${grouped(kinds.length)}.`,
      );
      return null;
    }
    const weight = values(group, 'syn_weight', kinds);
    const delay = values(group, 'delay', kinds);
    const nsyns = values(group, 'nsyns', kinds);
    const scaled = nsyns === null ? weight : nsyns.map((times, k) => times * (weight?.[k] ?? 1));
    contacts += nsyns === null ? count : nsyns.reduce((sum, times) => sum + times, 0);
    return {
      from: pre.population,
      to: post.population,
      connector: 'list',
      pre: pre.neurons,
      post: post.neurons,
      ...(scaled === null ? {} : { weight: uniform(scaled) }),
      ...(delay === null ? {} : { delayMs: uniform(delay) }),
    };
  }

  function ends(group: Hdf5Group, key: string): { population: string; neurons: Uint32Array } | null {
    const dataset = group.dataset(key);
    const where = `${group.where}/${key}`;
    const population = dataset?.attribute('node_population');
    if (dataset === null || typeof population !== 'string') {
      violations.error('E1870', where, `edges need ${quoted(key)} with the attribute "node_population".`);
      return null;
    }
    const found = nodes.get(population);
    if (found === undefined) {
      violations.error(
        'E1870',
        where,
        `there is no population of nodes ${quoted(population)}; known: ${[...nodes.keys()].map(quoted).join(', ')}.`,
      );
      return null;
    }
    const ids = dataset.numbers().data;
    const neurons = new Uint32Array(ids.length);
    for (let k = 0; k < ids.length; k++) {
      const neuron = found.neuronOf === null ? ids[k] : (found.neuronOf.get(ids[k]) ?? -1);
      if (!(neuron >= 0 && neuron < found.population.size && Number.isInteger(neuron))) {
        violations.error(
          'E1870',
          where,
          `entry ${grouped(k)} is the node ${ids[k]}, which ${quoted(population)} does not have.`,
        );
        return null;
      }
      neurons[k] = neuron;
    }
    return { population, neurons };
  }

  /** A column of every edge, from its group or its type; null where neither has one for any edge. */
  function values(group: Hdf5Group, column: Column, kinds: Float64Array): Float64Array | null {
    const usual = column === 'nsyns' ? 1 : column === 'delay' ? 1 : 1;
    const made = new Float64Array(kinds.length).fill(usual);
    let given = false;
    for (const type of new Set(kinds)) {
      const text = types.get(type)?.get(column);
      if (text === undefined) continue;
      const value = Number(text);
      if (!Number.isFinite(value)) {
        violations.error(
          'E1870',
          group.where,
          `${column} of the edge type ${type} is ${quoted(text)}, must be a number.`,
        );
        continue;
      }
      given = true;
      for (let k = 0; k < kinds.length; k++) if (kinds[k] === type) made[k] = value;
    }
    const groupIds = group.dataset('edge_group_id')?.numbers().data ?? new Float64Array(kinds.length);
    const indices =
      group.dataset('edge_group_index')?.numbers().data ?? Float64Array.from(kinds, (_, k) => k);
    for (const id of new Set(groupIds)) {
      const dataset = group.group(String(id))?.dataset(column) ?? null;
      if (dataset === null) continue;
      given = true;
      const { data } = dataset.numbers();
      for (let k = 0; k < kinds.length; k++) {
        if (groupIds[k] !== id) continue;
        if (!(indices[k] >= 0 && indices[k] < data.length)) {
          violations.error(
            'E1870',
            dataset.where,
            `edge ${grouped(k)} has the index ${indices[k]} of ${grouped(data.length)} entries.`,
          );
          return null;
        }
        made[k] = data[indices[k]];
      }
    }
    return given ? made : null;
  }
}
