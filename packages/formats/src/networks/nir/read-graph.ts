import { nearestWord } from '@nmap/kernels';
import type { Hdf5Group, Numbers } from '../../hdf5/open-hdf5.ts';
import { textOf } from '../../hdf5/open-hdf5.ts';
import { inputError, quoted, type ViolationList } from '../../input-error.ts';
import type { NirGraph, NirNode } from './graph.ts';
import { NODE_TYPES } from './node-types.ts';
import { NODE_KEYS } from './own-metadata.ts';

/** Deeper nesting is a circle of links. */
const MAX_DEPTH = 32;
const MAX_NODES = 100_000;

/** Reads the groups of a file into a graph. Faults of nodes are collected; what no graph can be made of is thrown. */
export function readGraph(root: Hdf5Group, violations: ViolationList): NirGraph {
  let count = 0;
  const outermost = root.group('node');
  if (outermost === null)
    throw inputError('E1853', root.where, 'a NIR file has a group "node", which is missing.');
  return graphOf(outermost, '', 0);

  function graphOf(group: Hdf5Group, name: string, depth: number): NirGraph {
    if (depth > MAX_DEPTH)
      throw inputError('E1853', group.where, `graphs are nested deeper than ${MAX_DEPTH}.`);
    checkNames(group, 'NIRGraph', violations);
    const nodes = new Map<string, NirNode | NirGraph>();
    const listed = group.group('nodes');
    if (listed === null) violations.error('E1853', group.where, 'this graph has no group "nodes".');
    for (const key of listed?.keys() ?? []) {
      if (++count > MAX_NODES)
        throw inputError('E1853', group.where, `there are more than ${MAX_NODES} nodes.`);
      const child = listed!.group(key);
      const full = name === '' ? key : `${name}.${key}`;
      if (child === null) violations.error('E1853', `${listed!.where}/${key}`, 'a node must be a group.');
      else if (textOf(child, 'type') === 'NIRGraph') nodes.set(key, graphOf(child, full, depth + 1));
      else {
        const node = nodeOf(child, full, depth);
        if (node !== null) nodes.set(key, node);
      }
    }
    return { name, where: group.where, nodes, edges: edgesOf(group) };
  }

  function nodeOf(group: Hdf5Group, name: string, depth: number): NirNode | null {
    const type = textOf(group, 'type');
    const known = Object.keys(NODE_TYPES);
    if (type === null) {
      violations.error('E1853', group.where, 'the node has no text "type".', {
        hint: `Types of NIR: ${known.join(', ')}.`,
      });
      return null;
    }
    if (!known.includes(type)) {
      const near = nearestWord(type, known);
      violations.error('E1853', `${group.where}/type`, `there is no node type ${quoted(type)} in NIR 1.`, {
        hint: near === null ? `Types of NIR: ${known.join(', ')}.` : `Did you mean ${near}?`,
      });
      return null;
    }
    const { needs, may } = NODE_TYPES[type];
    checkNames(group, type, violations);
    const values = new Map<string, Numbers>();
    const texts = new Map<string, string>();
    for (const key of [...needs, ...may]) {
      const dataset = group.dataset(key);
      const place = `${group.where}/${key}`;
      if (dataset === null) {
        if (needs.includes(key)) violations.error('E1853', place, `a node of type ${type} needs "${key}".`);
        continue;
      }
      const text = key === 'padding' ? dataset.texts()?.[0] : undefined;
      if (text !== undefined) texts.set(key, text);
      else {
        const numbers = dataset.numbers();
        if (numbers.data.every(Number.isFinite)) values.set(key, numbers);
        else violations.error('E1853', place, 'it holds values that are no finite numbers.');
      }
    }
    return needs.every((key) => values.has(key))
      ? { name, type, outermost: depth === 0, where: group.where, values, texts, own: ownOf(group) }
      : null;
  }

  function edgesOf(group: Hdf5Group): [string, string][] {
    const dataset = group.dataset('edges');
    const where = `${group.where}/edges`;
    if (dataset === null) {
      violations.error('E1853', where, 'a graph of NIR needs "edges", pairs of names.');
      return [];
    }
    if (dataset.shape.includes(0)) return [];
    const texts = dataset.texts();
    if (texts === null || texts.length % 2 !== 0 || dataset.shape[dataset.shape.length - 1] !== 2) {
      violations.error(
        'E1853',
        where,
        'it must hold pairs of names, from and to: texts of the shape [edges, 2].',
      );
      return [];
    }
    return Array.from({ length: texts.length / 2 }, (_, k) => [texts[2 * k], texts[2 * k + 1]]);
  }
}

/** Of the metadata of a node, only what nmap wrote. */
function ownOf(group: Hdf5Group): ReadonlyMap<string, Numbers> {
  const metadata = group.group('metadata');
  const own = new Map<string, Numbers>();
  for (const key of NODE_KEYS) {
    const dataset = metadata?.dataset(key) ?? null;
    if (dataset !== null) own.set(key, dataset.numbers());
  }
  return own;
}

/** What a group holds beside what its type knows is said: it is not read. */
function checkNames(group: Hdf5Group, type: string, violations: ViolationList): void {
  const { needs, may } = NODE_TYPES[type];
  const known = ['type', 'metadata', ...needs, ...may];
  const others = group.keys().filter((key) => !known.includes(key));
  if (others.length > 0)
    violations.warn(
      'W1851',
      group.where,
      `not read: ${others.slice(0, 5).map(quoted).join(', ')}, which a ${type} of NIR 1 does not have.`,
    );
}
