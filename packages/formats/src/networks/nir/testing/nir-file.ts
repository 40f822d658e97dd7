import { writeHdf5, type ArrayEntry, type GroupEntry } from '../../../hdf5/testing/write-hdf5.ts';

export type Node = GroupEntry;
export type Nodes = Readonly<Record<string, Node>>;
export type Edges = readonly (readonly [string, string])[];

/** Numbers of a shape, counted up from `first` in steps of a quarter; floats of 32 bits unless said. */
export function counting(shape: readonly number[], first = 0.25, type = '<f'): ArrayEntry {
  const size = shape.reduce((product, length) => product * length, 1);
  return { data: Array.from({ length: size }, (_, k) => first + k / 4), shape, type };
}

/** One number over and over. */
export function same(shape: readonly number[], value: number, type = '<f'): ArrayEntry {
  const size = shape.reduce((product, length) => product * length, 1);
  return { data: new Array<number>(size).fill(value), shape, type };
}

export function whole(...values: number[]): ArrayEntry {
  return { data: values.map(BigInt), shape: [values.length], type: '<q' };
}

export const port = (type: 'Input' | 'Output', ...shape: number[]): Node => ({
  type,
  shape: whole(...shape),
});

/** A node without state of one of the types. */
export const linear = (outputs: number, inputs: number): Node => ({
  type: 'Linear',
  weight: counting([outputs, inputs]),
});
export const integrateAndFire = (...shape: number[]): Node => ({
  type: 'IF',
  r: same(shape, 1),
  v_threshold: same(shape, 1),
  v_reset: same(shape, 0),
});
export const lif = (...shape: number[]): Node => ({
  type: 'LIF',
  tau: same(shape, 0.002),
  r: same(shape, 1),
  v_leak: same(shape, 0),
  v_threshold: same(shape, 1),
  v_reset: same(shape, 0),
});

/** A graph, of a file or inside one. */
export function graphOf(nodes: Nodes, edges: Edges): Node {
  return {
    type: 'NIRGraph',
    nodes,
    edges: { data: edges.flat(), shape: [edges.length, 2] },
  };
}

export function nirBytes(nodes: Nodes, edges: Edges): Promise<Uint8Array> {
  return writeHdf5({ version: '1.0.7', node: graphOf(nodes, edges) });
}
