import { NmapError, specFromGraphology, type Diagnostic, type NetworkSpec } from '@nmap/ir';
import { ViolationList, inputError } from '../input-error.ts';
import { describeJson, isJsonObject, type JsonObject } from '../json/json-value.ts';
import type { JsonPositions } from '../json/positions.ts';
import { defaultName, type ReadNetwork } from '../nmap-network/read-nmap-network.ts';
import { checkGraph, type CheckedGraph } from './check-graph.ts';

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
  const checked = checkGraph(graph, { positions, violations });
  checkPopulations(checked, graph, positions, violations);
  violations.throwIfFailed(fileName);
  if (checked.nodes.length === 0)
    throw inputError('E1063', positions.where(graph, 'nodes'), 'the graph has no nodes.');
  try {
    const spec = specFromGraphology(graph as unknown as Parameters<typeof specFromGraphology>[0]);
    return { spec: named(spec, checked.name ?? defaultName(fileName)), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof NmapError) || error.kind !== 'input') throw error;
    for (const found of error.diagnostics) violations.add(placed(found, graph, checked, positions));
    throw violations.asError(fileName);
  }
}

function named(spec: NetworkSpec, name: string): NetworkSpec {
  return { ...spec, name };
}

/** A population that is neither text nor number would pass for none. */
function checkPopulations(
  checked: CheckedGraph,
  graph: JsonObject,
  positions: JsonPositions,
  violations: ViolationList,
): void {
  checked.nodes.forEach((node, index) => {
    const population = isJsonObject(node['attributes']) ? node['attributes']['population'] : undefined;
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
function placed(
  found: Diagnostic,
  graph: JsonObject,
  checked: CheckedGraph,
  positions: JsonPositions,
): Diagnostic {
  const message = `${found.where}: ${found.message}`;
  const entry = /^(nodes|edges)\[(\d+)\]/.exec(found.where);
  if (entry !== null)
    return { ...found, message, where: positions.where(graph[entry[1]] as object, Number(entry[2])) };
  const node = found.where.startsWith('node ') ? checked.keys.indexOf(found.where.slice(5)) : -1;
  if (node >= 0) return { ...found, message, where: positions.where(graph['nodes'] as object, node) };
  return {
    ...found,
    message,
    where: positions.where(graph, found.where === 'graph' ? 'attributes' : 'nodes'),
  };
}
