import type { NetworkSpec, PopulationSpec } from '@nmap/ir';
import { ViolationList } from '../../../input-error.ts';
import { writeHdf5, type ArrayContent, type GroupContent } from '../../../hdf5/write-hdf5.ts';
import { OWN } from '../own-metadata.ts';
import { biasCarriers } from './bias-carriers.ts';
import { GraphContent, type Entries } from './graph-content.ts';
import { layoutOf, type Layout } from './layout.ts';
import { neuronNode } from './neuron-node.ts';
import { nodeKinds, outputsOf } from './node-kinds.ts';
import { ProjectionNodes } from './projection-nodes.ts';
import { integers, single, wholes } from './values.ts';

/** The form of files, as the reference library of this version reads and writes it. */
const NIR_VERSION = '1.0.7';

/** Numbers and texts beside what NIR says; of a population also a whole number for each neuron. */
export type NirMetadata = Readonly<Record<string, number | string | Int32Array>>;

export interface NirOptions {
  /** Of the graph. */
  readonly metadata?: NirMetadata;
  /** Of the node of each population, by its id. */
  readonly populations?: ReadonlyMap<string, NirMetadata>;
}

/**
 * The bytes of a NIR file of a network, the same for the same network. Convolutions and pooling keep their kernels, what is
 * neither becomes matrices. The spec must have passed `lower`.
 * @throws NmapError (input) with everything that would be another network in NIR.
 */
export async function writeNir(spec: NetworkSpec, options: NirOptions = {}): Promise<Uint8Array> {
  const violations = new ViolationList();
  const layout = layoutOf(spec);
  const kinds = nodeKinds(spec, layout.forms, violations);
  violations.throwIfFailed(spec.name);
  const graph = new GraphContent();
  const nameOf = new Map<string, string>();
  const biases = new Map<string, Float64Array>();
  for (const population of spec.populations) {
    const { id } = population;
    const shape = layout.shapeOf.get(id)!;
    const metadata = populationMetadata(population, kinds.get(id) === 'input', layout, options);
    const kind = kinds.get(id)!;
    if (kind !== 'neurons') {
      const type = kind === 'input' ? 'Input' : 'Output';
      nameOf.set(id, graph.add(id, type, { shape: wholes(shape) }, metadata));
      continue;
    }
    const node = neuronNode(spec, population, shape, violations);
    if (node === null) continue;
    nameOf.set(id, graph.add(id, node.type, node.entries, metadata));
    if (node.bias !== null) biases.set(id, node.bias);
  }
  const carriers = biasCarriers(spec, layout, biases, violations);
  violations.throwIfFailed(spec.name);
  const nodes = new ProjectionNodes(spec, layout, graph, nameOf, violations);
  for (const [index, { to }] of spec.projections.entries())
    nodes.write(index, carriers.get(index) ?? null, kinds.get(to) === 'output');
  violations.throwIfFailed(spec.name);
  const outputs = outputsOf(spec, kinds);
  for (const id of outputs) {
    const wanted = outputs.length === 1 ? 'output' : `${id}_output`;
    const output = graph.add(wanted, 'Output', { shape: wholes(layout.shapeOf.get(id)!) });
    graph.join(nameOf.get(id)!, output);
  }
  const metadata: Entries = {
    [OWN.name]: spec.name,
    [OWN.timestepMs]: single(spec.timestepMs),
    [OWN.durationMs]: single(spec.durationMs),
    ...entriesOf(options.metadata ?? {}, null),
  };
  return writeHdf5({
    entries: new Map<string, ArrayContent | GroupContent>([
      ['version', { values: NIR_VERSION }],
      ['node', graph.content(metadata)],
    ]),
  });
}

function populationMetadata(
  { id, shape = [], external = false }: PopulationSpec,
  isInput: boolean,
  { shapeOf }: Layout,
  { populations }: NirOptions,
): Entries {
  const written = shapeOf.get(id)!;
  return {
    ...(isInput && !external ? { [OWN.onChip]: wholes([1]) } : {}),
    ...(shape.length > 1 && shape.join() !== written.join() ? { [OWN.shape]: wholes(shape) } : {}),
    ...entriesOf(populations?.get(id) ?? {}, written),
  };
}

function entriesOf(metadata: NirMetadata, shape: readonly number[] | null): Entries {
  const entries: Record<string, ArrayContent | string> = {};
  for (const [key, value] of Object.entries(metadata)) {
    if (typeof value === 'string') entries[key] = value;
    else entries[key] = typeof value === 'number' ? single(value) : integers(value, shape ?? [value.length]);
  }
  return entries;
}
