import type { AbstractGraph, SerializedGraph } from 'graphology-types';
import { Violations } from '../lower/diagnostics.ts';
import { spikesOfRate } from '../lower/spikes.ts';
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from '../network-spec.ts';
import { readContents, type EdgeOf, type NodeOf } from './read-contents.ts';

/** Population of nodes that name none. */
const DEFAULT_POPULATION = 'neurons';

/**
 * Reads a graphology graph, or its serialized JSON, as a network: a neuron for each node, a
 * synapse for each edge; parallel edges are multapses.
 *
 * Populations come in order of first appearance, their neurons in the order of the nodes. Node
 * attributes: `population` (default `neurons`), `spikes` or `rateHz`, `external`; edge attributes:
 * `weight`, `delay` (ms); graph attributes: `name`, `timestepMs` (1), `durationMs` (1000). Other attributes are
 * not read. Undirected edges are errors: a synapse has a direction.
 */
export function specFromGraphology(graph: AbstractGraph | SerializedGraph): NetworkSpec {
  const violations = new Violations();
  const { attributes, nodes, edges } = readContents(graph, violations);
  const timestepMs = timeOf('timestepMs', attributes['timestepMs'], 1, violations);
  const durationMs = timeOf('durationMs', attributes['durationMs'], 1000, violations);
  const groups = groupNodes(nodes, violations);
  const populations = [...groups.values()].map((group) => populationOf(group, durationMs, violations));
  const projections = groupEdges(edges, groups, timestepMs, violations);
  violations.throwIfFailed();
  const name: unknown = attributes['name'];
  return {
    name: typeof name === 'string' ? name : 'graph',
    timestepMs,
    durationMs,
    populations,
    projections,
  };
}

interface Group {
  readonly id: string;
  readonly index: number;
  readonly nodes: NodeOf[];
}

/** Group and local index of every node, and the groups in order of first appearance. */
interface Groups {
  readonly of: ReadonlyMap<string, { readonly group: Group; readonly local: number }>;
  values(): IterableIterator<Group>;
}

function groupNodes(nodes: readonly NodeOf[], violations: Violations): Groups {
  const byId = new Map<string, Group>();
  const of = new Map<string, { readonly group: Group; readonly local: number }>();
  for (const node of nodes) {
    const named: unknown = node.attributes['population'];
    const id = typeof named === 'string' || typeof named === 'number' ? String(named) : DEFAULT_POPULATION;
    let group = byId.get(id);
    if (!group) byId.set(id, (group = { id, index: byId.size, nodes: [] }));
    if (of.has(node.key)) {
      violations.at(`node ${node.key}`)({
        code: 'E1131',
        message: 'appears twice.',
        have: 2,
        need: 1,
        unit: 'nodes',
      });
      continue;
    }
    of.set(node.key, { group, local: group.nodes.length });
    group.nodes.push(node);
  }
  return { of, values: () => byId.values() };
}

function populationOf(group: Group, durationMs: number, violations: Violations): PopulationSpec {
  const { id, nodes } = group;
  const size = nodes.length;
  const external = nodes.filter(({ attributes }) => attributes['external'] === true).length;
  if (external !== 0 && external !== size) {
    violations.at(`population ${id}`)({
      code: 'E1133',
      message: `${external} of its ${size} nodes are external.`,
      have: external,
      need: size,
      unit: 'nodes',
      hint: 'Give the external nodes a population of their own.',
    });
  }
  const spikes = new Float64Array(size);
  // Kept as rates where a node gives one, so that rounding to whole spikes is lowering's alone to do and to report.
  const rateHz = new Float64Array(size);
  let given = 0;
  let rates = 0;
  nodes.forEach(({ key, attributes }, i) => {
    const count: unknown = attributes['spikes'];
    const rate: unknown = attributes['rateHz'];
    if (count === undefined && rate === undefined) return;
    given++;
    if (count !== undefined && rate !== undefined) {
      violations.at(`node ${key}`)({
        code: 'E1134',
        message: 'gives both spikes and rateHz.',
        hint: 'Keep one.',
      });
    } else if (count !== undefined) {
      spikes[i] = typeof count === 'number' ? count : NaN;
      rateHz[i] = (spikes[i] * 1000) / durationMs;
    } else {
      rates++;
      rateHz[i] = typeof rate === 'number' ? rate : NaN;
      spikes[i] = spikesOfRate(rateHz[i], durationMs);
    }
    if (!(spikes[i] >= 0 && Number.isInteger(spikes[i]) && spikes[i] <= 0xffff_ffff)) {
      const have = JSON.stringify(count === undefined ? rate : count) ?? 'nothing';
      violations.at(`node ${key}`)({
        code: 'E1134',
        message: `${count === undefined ? 'rateHz' : 'spikes'} is ${have}, must be a count of spikes.`,
        have,
        need: 'an integer >= 0, or a rate >= 0',
      });
    }
  });
  if (given !== 0 && given !== size) {
    const missing = nodes.find(({ attributes: a }) => a['spikes'] === undefined && a['rateHz'] === undefined);
    violations.at(`population ${id}`)({
      code: 'E1134',
      message: `${size - given} of its ${size} nodes give neither spikes nor rateHz, e.g. node ${missing?.key}.`,
      have: given,
      need: size,
      unit: 'nodes',
      hint: 'Give all of a population spikes, 0 where silent, or none.',
    });
  }
  const activity = given === 0 ? {} : rates > 0 ? { rateHz } : { spikes };
  return { id, size, ...(external > 0 ? { external: true } : {}), ...activity };
}

interface Bundle {
  readonly from: Group;
  readonly to: Group;
  readonly pre: number[];
  readonly post: number[];
  readonly weight: number[];
  readonly delayMs: number[];
  hasWeight: boolean;
  hasDelay: boolean;
}

/** One list projection for each pair of populations, in order of first appearance. */
function groupEdges(
  edges: readonly EdgeOf[],
  groups: Groups,
  timestepMs: number,
  violations: Violations,
): ProjectionSpec[] {
  const bundles = new Map<string, Bundle>();
  for (const edge of edges) {
    const report = violations.at(edge.name);
    if (edge.undirected) {
      report({
        code: 'E1132',
        message: 'is undirected, a synapse has a direction.',
        hint: 'Write it as two directed edges, or as the one that is meant.',
      });
    }
    const source = groups.of.get(edge.source);
    const target = groups.of.get(edge.target);
    if (!source)
      report({ code: 'E1132', message: `starts at the unknown node ${edge.source}.`, have: edge.source });
    if (!target)
      report({ code: 'E1132', message: `ends at the unknown node ${edge.target}.`, have: edge.target });
    if (!source || !target) continue;
    const key = `${source.group.index} ${target.group.index}`;
    let bundle = bundles.get(key);
    if (!bundle) {
      bundle = {
        from: source.group,
        to: target.group,
        pre: [],
        post: [],
        weight: [],
        delayMs: [],
        hasWeight: false,
        hasDelay: false,
      };
      bundles.set(key, bundle);
    }
    const weight: unknown = edge.attributes['weight'];
    const delay: unknown = edge.attributes['delay'];
    bundle.hasWeight ||= weight !== undefined;
    bundle.hasDelay ||= delay !== undefined;
    bundle.pre.push(source.local);
    bundle.post.push(target.local);
    bundle.weight.push(numberOf('weight', weight, 1, -Infinity, report));
    bundle.delayMs.push(numberOf('delay', delay, timestepMs, 0, report));
  }
  return [...bundles.values()].map(({ from, to, pre, post, weight, delayMs, hasWeight, hasDelay }) => ({
    from: from.id,
    to: to.id,
    connector: 'list',
    pre: Uint32Array.from(pre),
    post: Uint32Array.from(post),
    ...(hasWeight ? { weight: Float64Array.from(weight) } : {}),
    ...(hasDelay ? { delayMs: Float64Array.from(delayMs) } : {}),
  }));
}

function numberOf(
  name: string,
  value: unknown,
  fallback: number,
  minimum: number,
  report: ReturnType<Violations['at']>,
): number {
  if (value === undefined) return fallback;
  if (typeof value === 'number' && Number.isFinite(value) && value >= minimum) return value;
  const rule = minimum === 0 ? 'a number of at least 0' : 'a number';
  const have = JSON.stringify(value) ?? 'nothing';
  report({ code: 'E1135', message: `${name} is ${have}, must be ${rule}.`, have, need: rule });
  return fallback;
}

function timeOf(name: string, value: unknown, fallback: number, violations: Violations): number {
  if (value === undefined) return fallback;
  if (typeof value === 'number' && value > 0 && value < Infinity) return value;
  const have = JSON.stringify(value) ?? 'nothing';
  violations.at('graph')({
    code: 'E1130',
    message: `${name} is ${have}, must be above 0.`,
    have,
    need: '> 0',
    unit: 'ms',
  });
  return fallback;
}
