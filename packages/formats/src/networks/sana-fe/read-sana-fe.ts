/**
 * Networks of SANA-FE: groups of neurons and edges between neurons or groups.
 *
 * **Source** SANA-FE 2.2.1 (Boyle et al. 2025), snn/README.md and src/yaml_snn.cpp. A group numbers its neurons from 0; a
 * dense edge lists weights by source, then target; a convolution has no padding, numbers neurons by channel, row and
 * column, and lists its kernel by row, column, channel of the source and channel of the target.
 */
import type { PopulationSpec, ProjectionSpec } from '@nmap/ir';
import { grouped, quoted, type ViolationList } from '../../input-error.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { finishNetwork } from '../common/listed-network.ts';
import { attributesOf, isBranch, isList, rangeOf, type Branch, type Tree } from './attributes.ts';
import { EdgeLists } from './edge-lists.ts';
import { groupEdge } from './group-edge.ts';

const MAX_NEURONS = 1 << 26;

/** @param tree of the whole file. Throws NmapError (input) with every fault and its place. */
export function readSanaFe(tree: Tree, fileName: string, violations: ViolationList): ReadNetwork {
  const network = isBranch(tree) ? tree['network'] : undefined;
  const fault = (where: string, message: string): void =>
    violations.error('E1891', `${fileName}: ${where}`, message);
  if (!isBranch(network) || !isList(network['groups']) || !isList(network['edges'])) {
    fault('network', 'a network of SANA-FE needs "network" with the lists "groups" and "edges".');
    throw violations.asError(fileName);
  }
  const groups = new Map<string, PopulationSpec>();
  Array.from(network['groups']).forEach((group, index) => {
    const made = groupOf(group, `groups[${index}]`, fault);
    if (made === null) return;
    if (groups.has(made.id)) fault(`groups[${index}]`, `another group is called ${quoted(made.id)}.`);
    groups.set(made.id, made);
  });
  violations.throwIfFailed(fileName);
  const lists = new EdgeLists();
  const made: ProjectionSpec[] = [];
  Array.from(network['edges']).forEach((entry, index) => {
    if (!isBranch(entry)) {
      fault(`edges[${index}]`, 'an edge is a map: "source -> target": {weight: 1}.');
      return;
    }
    for (const [text, attributes] of Object.entries(entry))
      readEdge(text, attributesOf(attributes), `edges[${index}] (${text})`);
  });
  violations.note(
    'W1893',
    fileName,
    'models, attributes of neurons and the mapping are not read: nmap makes a mapping of its own.',
  );
  const { name } = network;
  return finishNetwork([...groups.values()], [...made, ...lists.projections()], fileName, violations, {
    ...(typeof name === 'string' && name !== '' ? { name } : {}),
  });

  function readEdge(text: string, attributes: Branch, where: string): void {
    const [from, to, more] = text.split('->').map((end) => end.trim());
    const source = from === undefined ? null : endOf(from);
    const target = to === undefined || more !== undefined ? null : endOf(to);
    if (source === null || target === null) {
      fault(where, 'an edge is written "group.0 -> group.1", or "group -> group", of groups that are there.');
      return;
    }
    if ((source.neuron === null) !== (target.neuron === null)) {
      fault(where, 'one end is a neuron and the other a group.');
      return;
    }
    for (const { group, neuron } of [source, target])
      if (neuron !== null && neuron >= group.size)
        fault(where, `${quoted(group.id)} has ${grouped(group.size)} neurons, numbered from 0.`);
    if (source.neuron === null || target.neuron === null) {
      const projection = groupEdge(source.group, target.group, attributes, (message) =>
        fault(where, message),
      );
      if (projection === null) return;
      made.push(projection.projection);
      for (const shaped of projection.shaped) {
        const before = groups.get(shaped.id)!;
        if (before.shape !== undefined && before.shape.join() !== shaped.shape!.join())
          fault(
            where,
            `${quoted(shaped.id)} is [${before.shape.join(', ')}] in another convolution, and [${shaped.shape!.join(', ')}] here.`,
          );
        groups.set(shaped.id, { ...before, shape: shaped.shape! });
      }
      return;
    }
    const wrong = lists.add([source.group.id, source.neuron], [target.group.id, target.neuron], attributes);
    if (wrong !== null) fault(where, wrong);
  }

  function endOf(text: string): { group: PopulationSpec; neuron: number | null } | null {
    const whole = groups.get(text);
    if (whole !== undefined) return { group: whole, neuron: null };
    const dot = text.indexOf('.');
    const group = dot < 0 ? undefined : groups.get(text.slice(0, dot));
    const neuron = text.slice(dot + 1);
    return group === undefined || !/^\d{1,9}$/.test(neuron) ? null : { group, neuron: Number(neuron) };
  }
}

function groupOf(
  group: Tree,
  where: string,
  fault: (where: string, message: string) => void,
): PopulationSpec | null {
  const name = isBranch(group) ? group['name'] : undefined;
  if (
    !isBranch(group) ||
    (typeof name !== 'string' && typeof name !== 'number') ||
    !isList(group['neurons'])
  ) {
    fault(where, 'a group needs "name" and a list "neurons".');
    return null;
  }
  let size = 0;
  for (const [index, entry] of Array.from(group['neurons']).entries()) {
    const keys = isBranch(entry) ? Object.keys(entry) : [String(entry)];
    for (const key of keys) {
      const range = rangeOf(key);
      if (range === null) {
        fault(`${where}.neurons[${index}]`, `${quoted(key)} is neither a number nor a range such as 0..15.`);
        return null;
      }
      size += range[1] - range[0] + 1;
    }
  }
  if (size > MAX_NEURONS) {
    fault(where, `${grouped(size)} neurons are more than the ${grouped(MAX_NEURONS)} that are read.`);
    return null;
  }
  const unit = attributesOf(group['attributes'])['soma_hw_name'];
  return { id: String(name), size, ...(typeof unit === 'string' && unit !== '' ? { model: unit } : {}) };
}
