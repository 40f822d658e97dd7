import type { PopulationSpec } from '@nmap/ir';
import type { Hdf5Group } from '../../hdf5/open-hdf5.ts';
import { quoted, type ViolationList } from '../../input-error.ts';
import type { Types } from './types-table.ts';

/** One population of nodes: its neurons by their number in the file. */
export interface Nodes {
  readonly population: PopulationSpec;
  /** Neuron of each node_id; null where ids are 0..n-1. */
  readonly neuronOf: ReadonlyMap<number, number> | null;
}

/** Reads every population of a nodes file. */
export function readNodes(root: Hdf5Group, types: Types, violations: ViolationList): Nodes[] {
  const all = root.group('nodes');
  if (all === null) {
    violations.error('E1869', root.where, 'a nodes file has a group "nodes", which is missing.');
    return [];
  }
  return all.keys().flatMap((name): Nodes[] => {
    const group = all.group(name);
    const given = group?.dataset('node_type_id')?.numbers().data;
    if (group === null || given === undefined || given.length === 0) {
      violations.error(
        'E1869',
        `${all.where}/${name}`,
        'a population needs "node_type_id", one for each node.',
      );
      return [];
    }
    const ids = group.dataset('node_id')?.numbers().data ?? null;
    if (ids !== null && ids.length !== given.length) {
      violations.error(
        'E1869',
        `${group.where}/node_id`,
        `it has ${ids.length} entries, node_type_id ${given.length}.`,
      );
      return [];
    }
    const kinds = new Set<string>();
    const models = new Set<string>();
    for (const type of new Set(given)) {
      const row = types.get(type);
      kinds.add(row?.get('model_type') ?? '');
      models.add(row?.get('model_template') ?? row?.get('model_type') ?? '');
    }
    const external = kinds.size === 1 && kinds.has('virtual');
    if (!external && kinds.has('virtual'))
      violations.warn(
        'W1871',
        group.where,
        `some nodes of ${quoted(name)} are virtual and some are not: all were taken as neurons of the chip.`,
      );
    const model = external ? 'input' : models.size === 1 ? [...models][0] : 'mixed';
    const population: PopulationSpec = {
      id: name,
      size: given.length,
      ...(external ? { role: 'input' as const, external: true } : {}),
      ...(model === '' ? {} : { model }),
    };
    const plain = ids === null || ids.every((id, k) => id === k);
    return [{ population, neuronOf: plain ? null : new Map([...ids].map((id, k) => [id, k])) }];
  });
}
