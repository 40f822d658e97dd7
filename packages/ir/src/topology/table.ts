/**
 * Every topology. The hardware schema, its rules and `createTopology` read this table: a new one is its folder and one
 * line here.
 */
import { hexTorus } from './hex-torus/index.ts';
import { mesh } from './mesh/index.ts';
import { torus } from './torus/index.ts';
import { tree } from './tree/index.ts';
import type { TopologyKind } from './topology-kind.ts';

const TOPOLOGIES = [mesh, torus, hexTorus, tree] as const;

export type TopologyName = (typeof TOPOLOGIES)[number]['name'];

/** In the order of the table. */
export const TOPOLOGY_NAMES: readonly TopologyName[] = TOPOLOGIES.map(({ name }) => name);

export function topologyKind(name: TopologyName): TopologyKind<TopologyName> {
  return TOPOLOGIES.find((kind) => kind.name === name)!;
}
