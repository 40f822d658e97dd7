import { NmapError, checkNetworkSpec, specFromGraphology, type Diagnostic, type NetworkSpec } from '@nmap/ir';
import { ViolationList, inputError } from '../input-error.ts';
import { describeJson, isJsonObject, type JsonObject } from '../json/json-value.ts';
import type { JsonPositions } from '../json/positions.ts';
import { defaultName, type ReadNetwork } from '../nmap-network/read-nmap-network.ts';
import { checkGraph, type CheckedGraph } from './check-graph.ts';

/** The attributes that `specFromGraphology` reads. */
const READ = {
  graph: ['name', 'timestepMs', 'durationMs'],
  node: ['population', 'spikes', 'rateHz', 'external'],
  edge: ['weight', 'delay'],
} as const;

/**
 * Takes a serialized graphology graph as a network: nodes are neurons, edges synapses; the
 * attributes are those of `specFromGraphology` of the IR, whose findings get their
 * place in the file here. Keys and ends of edges are checked before, each with its place.
 */
export function readGraphologyNetwork(
  graph: JsonObject,
  positions: JsonPositions,
  fileName: string,
): ReadNetwork {
  const violations = new ViolationList();
  const checked = checkGraph(graph, { positions, violations }, READ);
  checkPopulations(checked, graph, positions, violations);
  violations.throwIfFailed(fileName);
  if (checked.nodes.length === 0)
    throw inputError('E1063', positions.where(graph, 'nodes'), 'the graph has no nodes.');
  const spec = specOf(graph, checked, positions, fileName, violations);
  const found = checkNetworkSpec(spec);
  if (found.length > 0) found.map(placer(graph, checked, positions)).forEach((one) => violations.add(one));
  violations.throwIfFailed(fileName);
  return {
    spec: { ...spec, name: checked.name ?? defaultName(fileName) },
    nameFromFile: checked.name === null,
    diagnostics: violations.notes,
  };
}

function specOf(
  graph: JsonObject,
  checked: CheckedGraph,
  positions: JsonPositions,
  fileName: string,
  violations: ViolationList,
): NetworkSpec {
  try {
    return specFromGraphology(graph as unknown as Parameters<typeof specFromGraphology>[0]);
  } catch (error) {
    if (!(error instanceof NmapError) || error.kind !== 'input') throw error;
    error.diagnostics.map(placer(graph, checked, positions)).forEach((found) => violations.add(found));
    throw violations.asError(fileName);
  }
}

/** A population that is neither text nor number would pass for none, `external` that is no truth value for false. */
function checkPopulations(
  checked: CheckedGraph,
  graph: JsonObject,
  positions: JsonPositions,
  violations: ViolationList,
): void {
  checked.nodes.forEach((node, index) => {
    const attributes = isJsonObject(node['attributes']) ? node['attributes'] : {};
    const { population, external } = attributes;
    if (external !== undefined && typeof external !== 'boolean') {
      violations.error(
        'E1073',
        positions.where(graph['nodes'] as object, index),
        `nodes[${index}] (${checked.keys[index].slice(0, 60)}): "external" must be true or false, found ${describeJson(external)}.`,
      );
    }
    if (
      population === undefined ||
      typeof population === 'number' ||
      (typeof population === 'string' && population !== '')
    )
      return;
    const where = positions.where(graph['nodes'] as object, index);
    const label = `nodes[${index}] (${checked.keys[index].slice(0, 60)})`;
    violations.error(
      'E1073',
      where,
      `${label}: "population" must be a text, found ${describeJson(population)}.`,
    );
  });
}

/** `edges[3] (...)` and `nodes[3]` name an entry, `node KEY` a node; the rest belongs to the graph. */
function placer(
  graph: JsonObject,
  checked: CheckedGraph,
  positions: JsonPositions,
): (found: Diagnostic) => Diagnostic {
  const numberOf = new Map(checked.keys.map((key, node) => [key, node]));
  return (found) => {
    const message = `${found.where}: ${found.message}`;
    const entry = /^(nodes|edges)\[(\d+)\]/.exec(found.where);
    if (entry !== null)
      return { ...found, message, where: positions.where(graph[entry[1]] as object, Number(entry[2])) };
    const node = found.where.startsWith('node ') ? numberOf.get(found.where.slice(5)) : undefined;
    if (node !== undefined)
      return { ...found, message, where: positions.where(graph['nodes'] as object, node) };
    const part = found.where === 'graph' ? 'attributes' : 'nodes';
    return { ...found, message, where: positions.where(graph, part) };
  };
}
