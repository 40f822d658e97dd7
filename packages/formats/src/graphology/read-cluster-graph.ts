import type { ReadClusterGraph } from '../clusters/cluster-graph.ts';
import { EdgeColumns } from '../clusters/edge-columns.ts';
import { selfLoopNote } from '../clusters/self-loop-note.ts';
import { TrafficSum } from '../clusters/traffic-sum.ts';
import { LabelTable, renumber } from '../clusters/label-table.ts';
import { ViolationList, grouped, inputError } from '../input-error.ts';
import { describeJson, isJsonObject, type JsonObject } from '../json/json-value.ts';
import type { JsonPositions } from '../json/positions.ts';
import { checkGraph } from './check-graph.ts';

/** Of a cluster graph only names and weights are read. */
const READ = { graph: ['name'], node: [], edge: ['weight'] } as const;

/**
 * Takes a serialized graphology graph as a cluster graph: node keys are the labels,
 * the edge attribute `weight` is the traffic; an undirected edge counts once.
 */
export function readGraphologyClusters(
  graph: JsonObject,
  positions: JsonPositions,
  fileName: string,
  name: string,
): ReadClusterGraph {
  const violations = new ViolationList();
  const checked = checkGraph(graph, { positions, violations }, READ);
  const list = graph['edges'] ?? graph;
  const sum = new TrafficSum((index) => positions.where(list as object, index), violations);
  const labels = new LabelTable();
  for (const key of checked.keys) labels.ofText(key);
  const edges = new EdgeColumns();
  let selfLoops = 0;
  let unweighted = 0;
  checked.edges.forEach((edge, index) => {
    const attributes = edge['attributes'];
    const given = isJsonObject(attributes) ? attributes['weight'] : undefined;
    if (given === undefined) unweighted++;
    else if (typeof given !== 'number' || given < 0) {
      const found = typeof given === 'number' ? String(given) : describeJson(given);
      const message = `edges[${index}]: "weight" must be a number of at least 0, found ${found}.`;
      violations.error('E1084', positions.where(list as object, index), message);
    }
    const source = checked.source[index];
    const target = checked.target[index];
    if (typeof given === 'number' && given >= 0) sum.add(given, index);
    if (source === target) selfLoops++;
    else edges.push(source, target, typeof given === 'number' ? given : 1);
  });
  if (unweighted > 0 && unweighted < checked.edges.length) {
    const message = `${grouped(unweighted)} of ${grouped(checked.edges.length)} edges have no attribute "weight".`;
    violations.error('E1084', positions.where(graph, 'edges'), message, {
      hint: 'Give every edge a weight, or none.',
    });
  }
  violations.throwIfFailed(fileName);
  if (checked.keys.length === 0)
    throw inputError('E1082', positions.where(graph, 'nodes'), 'the graph has no nodes.');
  if (unweighted > 0) violations.warn('W6085', fileName, 'no edge has a weight: each counts 1.');
  if (selfLoops > 0) violations.note('W6083', fileName, selfLoopNote(selfLoops));
  sum.warn();
  const { labels: texts, nodeOf } = labels.finish();
  const { source, target, weight } = edges.take();
  return {
    graph: {
      name: checked.name ?? name,
      nodeCount: labels.count,
      labels: texts,
      source: renumber(source, nodeOf),
      target: renumber(target, nodeOf),
      weight,
    },
    nameFromFile: checked.name === null,
    diagnostics: violations.notes,
  };
}
