import type { PopulationSpec, ProjectionSpec } from '@nmap/ir';
import type { ViolationList } from '../../input-error.ts';
import { uniform } from '../../linear/chain.ts';
import { DEFAULT_TIMESTEP_MS, type ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { finishNetwork, listOf } from '../common/listed-network.ts';
import { SynapseColumns } from '../common/synapse-columns.ts';

export interface TennlabNode {
  readonly id: number;
  readonly properties: ReadonlyMap<string, number>;
}

export interface TennlabEdge {
  readonly from: number;
  readonly to: number;
  readonly properties: ReadonlyMap<string, number>;
}

export interface TennlabGraph {
  readonly nodes: readonly TennlabNode[];
  readonly edges: readonly TennlabEdge[];
  readonly inputs: ReadonlySet<number>;
  readonly outputs: ReadonlySet<number>;
  readonly model: string;
}

/** The populations of a TENNLab network: its inputs, the rest and its outputs, each in the order of the file. */
export function tennlabNetwork(
  graph: TennlabGraph,
  fileName: string,
  violations: ViolationList,
): ReadNetwork {
  const { nodes, edges, inputs, outputs, model } = graph;
  const groups = [
    { id: 'inputs', role: 'input' as const, nodes: nodes.filter(({ id }) => inputs.has(id)) },
    {
      id: 'hidden',
      role: 'hidden' as const,
      nodes: nodes.filter(({ id }) => !inputs.has(id) && !outputs.has(id)),
    },
    {
      id: 'outputs',
      role: 'output' as const,
      nodes: nodes.filter(({ id }) => !inputs.has(id) && outputs.has(id)),
    },
  ].filter((group) => group.nodes.length > 0);
  const placeOf = new Map<number, { group: number; local: number }>();
  groups.forEach((group, k) => group.nodes.forEach(({ id }, local) => placeOf.set(id, { group: k, local })));
  const both = nodes.filter(({ id }) => inputs.has(id) && outputs.has(id)).length;
  if (both > 0)
    violations.note('W1869', fileName, `${both} nodes are inputs and outputs: they stand among the inputs.`);

  const populations = groups.map((group): PopulationSpec => ({
    id: group.id,
    size: group.nodes.length,
    role: group.role,
    model,
    ...paramsOf(group.nodes),
  }));
  const bundles = new Map<string, { from: string; to: string; synapses: SynapseColumns }>();
  for (const { from, to, properties } of edges) {
    const source = placeOf.get(from)!;
    const target = placeOf.get(to)!;
    const key = `${source.group} ${target.group}`;
    let bundle = bundles.get(key);
    if (bundle === undefined) {
      bundle = { from: groups[source.group].id, to: groups[target.group].id, synapses: new SynapseColumns() };
      bundles.set(key, bundle);
    }
    const delay = properties.get('delay');
    bundle.synapses.push(
      source.local,
      target.local,
      properties.get('weight') ?? 1,
      (delay ?? 1) * DEFAULT_TIMESTEP_MS,
    );
  }
  const projections = [...bundles.values()].map(({ from, to, synapses }): ProjectionSpec =>
    listOf(from, to, synapses),
  );
  return finishNetwork(populations, projections, fileName, violations);
}

/** Properties that all nodes of a group have. */
function paramsOf(nodes: readonly TennlabNode[]): Pick<PopulationSpec, 'params'> {
  const names = [...nodes[0].properties.keys()].filter((name) =>
    nodes.every(({ properties }) => properties.has(name)),
  );
  if (names.length === 0) return {};
  return {
    params: Object.fromEntries(
      names.map((name) => [
        name,
        uniform(Float64Array.from(nodes, ({ properties }) => properties.get(name)!)),
      ]),
    ),
  };
}
