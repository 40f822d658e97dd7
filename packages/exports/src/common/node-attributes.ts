import type { CoreNode } from './core-graph.ts';

export interface NodeAttribute {
  readonly name: string;
  readonly type: 'long' | 'string' | 'boolean';
  /** null = the node has none. */
  readonly of: (node: CoreNode) => string | number | null;
}

/**
 * What graph files say of a node. `population`, `external` and `spikes` are what our own readers of these formats look
 * for, so that a graph of cores is read back as one.
 */
export const NODE_ATTRIBUTES: readonly NodeAttribute[] = [
  { name: 'population', type: 'string', of: ({ core }) => (core === null ? 'port' : 'cores') },
  { name: 'external', type: 'boolean', of: ({ core }) => (core === null ? 'true' : null) },
  { name: 'core', type: 'long', of: ({ core }) => core },
  { name: 'class', type: 'string', of: (node) => node.class },
  { name: 'chip', type: 'long', of: ({ chip }) => chip },
  { name: 'tile', type: 'long', of: ({ tile }) => tile },
  { name: 'x', type: 'long', of: ({ x }) => x },
  { name: 'y', type: 'long', of: ({ y }) => y },
  { name: 'neurons', type: 'long', of: ({ loads }) => loads?.neurons ?? null },
  { name: 'spikes', type: 'long', of: ({ loads }) => loads?.spikes ?? null },
  { name: 'synapses', type: 'long', of: ({ loads }) => loads?.synapses ?? null },
  { name: 'inputAxons', type: 'long', of: ({ loads }) => loads?.inputAxons ?? null },
  { name: 'outputAxons', type: 'long', of: ({ loads }) => loads?.outputAxons ?? null },
];

/** Graph tools hold a file as a tree in memory. */
export const MOST_EDGES = 1_000_000;
