import {
  axesOf,
  checkNetworkSpec,
  type NetworkSpec,
  type PopulationSpec,
  type ProjectionSpec,
} from '@nmap/ir';
import { shapeText, type Hdf5Group } from '../../hdf5/open-hdf5.ts';
import { grouped, quoted, ViolationList } from '../../input-error.ts';
import { listChain, synapsesOfChain } from '../../linear/chain.ts';
import { apply, sizeOf, visitEntries, type Step } from '../../linear/step.ts';
import type { ImportContext } from '../../network-format.ts';
import {
  DEFAULT_DURATION_MS,
  DEFAULT_TIMESTEP_MS,
  defaultName,
  type ReadNetwork,
} from '../../nmap-network/read-nmap-network.ts';
import { Defects } from '../common/defects.ts';
import { flatten, requireNodes } from './flatten.ts';
import type { FlatGraph, NirNode } from './graph.ts';
import { neuronsOf } from './neuron-params.ts';
import { SILENT } from './node-types.ts';
import { OWN, ownSettings } from './own-metadata.ts';
import { Walk, type Path } from './paths.ts';
import { readGraph } from './read-graph.ts';
import { holdsNeurons, inferShapes, isSink, isSource, type Shapes } from './shapes.ts';

/**
 * Reads a graph of NIR as a network. Neurons are the elements of the nodes that have a state, of Threshold, and of the
 * outermost inputs, which stand outside the chip; what lies between is composed into the synapses of one projection
 * for each way, biases into a constant input. An output that a layer without neurons leads to is a population outside
 * the chip, which sums what it is sent.
 */
export function readNir(root: Hdf5Group, { fileName, lenient }: ImportContext): ReadNetwork {
  const violations = new ViolationList();
  const defects = new Defects(violations, lenient);
  const nested = readGraph(root, violations);
  const { name, ...settings } = ownSettings(root, violations);
  violations.throwIfFailed(fileName);
  const graph = flatten(nested, defects);
  requireNodes(graph);
  violations.throwIfFailed(fileName);
  const shapes = inferShapes(graph, defects);
  violations.throwIfFailed(fileName);
  const walk = new Walk(graph, shapes, defects);
  const order = walk.order(graph);
  const paths = order.filter(holdsNeurons).flatMap((node) => walk.from(node));
  violations.throwIfFailed(fileName);
  const spec: NetworkSpec = {
    name: name ?? defaultName(fileName),
    timestepMs: settings.timestepMs ?? DEFAULT_TIMESTEP_MS,
    durationMs: settings.durationMs ?? DEFAULT_DURATION_MS,
    ...partsOf(graph, order, paths, shapes, walk, defects, settings.timestepMs),
  };
  violations.throwIfFailed(fileName);
  for (const found of checkNetworkSpec(spec))
    violations.add({ ...found, where: `${fileName}: ${found.where}` });
  violations.throwIfFailed(fileName);
  return { spec, nameFromFile: name === null, diagnostics: violations.notes };
}

/** @param timestepMs where the file says it. */
function partsOf(
  graph: FlatGraph,
  order: readonly NirNode[],
  paths: readonly Path[],
  shapes: Shapes,
  walk: Walk,
  defects: Defects,
  timestepMs: number | null,
): Pick<NetworkSpec, 'populations' | 'projections'> {
  const { violations } = defects;
  const direct = new Set(paths.filter(isDirectOutput).map(({ from }) => from));
  const rank = new Map(order.map((node, k) => [node, k]));
  // By their ends, so that what lies between does not number the synapses.
  const kept = paths
    .filter((path) => !isDirectOutput(path))
    .sort((a, b) => rank.get(a.from)! - rank.get(b.from)! || rank.get(a.to)! - rank.get(b.to)!);
  const readouts = new Set(kept.filter(({ to }) => isSink(to)).map(({ to }) => to));
  const listed = order.filter((node) => holdsNeurons(node) || readouts.has(node));
  const shapeOf = (node: NirNode): readonly number[] => shapes.output.get(node) ?? outputShape(node, kept);
  const bias = biases(graph, shapes, walk);
  const { projections, images } = projectionsOf(kept, shapeOf, defects);
  let timed = false;
  const populations = listed.map((node): PopulationSpec => {
    const shape = shapeOf(node);
    const size = sizeOf(shape);
    const image = images.get(node) ?? imageShape(shape);
    const own = ownShape(node, size, images.get(node), violations) ?? image;
    const base = { id: node.name, size, ...(own.length > 1 ? { shape: own } : {}) };
    const outside = node.own.get(OWN.onChip)?.data[0] !== 1;
    if (isSource(node))
      return { ...base, role: 'input', ...(outside ? { external: true } : {}), model: 'input' };
    if (isSink(node)) return { ...base, role: 'output', external: true };
    const constant = bias.get(node) ?? new Float64Array(size);
    timed ||= timestepMs === null && (node.type === 'LIF' || node.type === 'LI');
    const neurons = neuronsOf(node, size, constant, timestepMs ?? DEFAULT_TIMESTEP_MS, violations);
    return { ...base, ...(direct.has(node) ? { role: 'output' as const } : {}), ...neurons };
  });
  pooledNote(kept, projections, graph, violations);
  notes(listed, kept, timed, violations, graph);
  return { populations, projections };
}

/** Neurons whose spikes are the output itself. */
function isDirectOutput({ steps, to }: Path): boolean {
  return isSink(to) && steps.every(({ kind }) => kind === 'same');
}

function outputShape(node: NirNode, paths: readonly Path[]): readonly number[] {
  const steps = paths.find(({ to }) => to === node)!.steps;
  return steps[steps.length - 1].output;
}

/** The shape that nmap wrote beside parameters in one row; null where there is none, or windows see another image. */
function ownShape(
  node: NirNode,
  size: number,
  image: readonly number[] | undefined,
  violations: ViolationList,
): readonly number[] | null {
  const stated = node.own.get(OWN.shape)?.data;
  if (stated === undefined) return null;
  const shape = [...stated];
  if (shape.every((length) => Number.isSafeInteger(length) && length >= 1) && sizeOf(shape) === size)
    return image === undefined || image.join() === axesOf(shape).join() ? shape : null;
  violations.error(
    'E1853',
    `${node.where}/metadata/${OWN.shape}`,
    `it is ${shapeText(shape)}, must be whole numbers of at least 1 for ${grouped(size)} neurons.`,
  );
  return null;
}

/** Windows slide over [channels, height, width]: [channels, length] is an image of height 1. */
function imageShape(shape: readonly number[]): readonly number[] {
  return shape.length === 2 ? [shape[0], 1, shape[1]] : shape;
}

/** The constant input of every population: each layer's bias, through the layers behind it. */
function biases(graph: FlatGraph, shapes: Shapes, walk: Walk): ReadonlyMap<NirNode, Float64Array> {
  const sums = new Map<NirNode, Float64Array>();
  for (const node of graph.nodes.values()) {
    const step = shapes.step.get(node);
    const given = node.values.get('bias')?.data;
    if (step === undefined || given === undefined || given.every((value) => value === 0)) continue;
    const constant = spread(given, step);
    for (const { steps, to } of walk.from(node)) {
      if (isSink(to)) continue;
      const arriving = steps.reduce((vector, each) => apply(each, vector), constant);
      const sum = sums.get(to);
      if (sum === undefined) sums.set(to, arriving.slice());
      else arriving.forEach((value, k) => (sum[k] += value));
    }
  }
  return sums;
}

/** A bias for each channel holds for all its positions. */
function spread(bias: Float64Array, { output }: Step): Float64Array {
  const size = sizeOf(output);
  const area = size / bias.length;
  return Float64Array.from({ length: size }, (_, k) => bias[Math.floor(k / area)]);
}

/** The projection of every path, and the shapes that windows give the populations at their ends. */
function projectionsOf(
  paths: readonly Path[],
  shapeOf: (node: NirNode) => readonly number[],
  { violations }: Defects,
): { projections: ProjectionSpec[]; images: ReadonlyMap<NirNode, readonly number[]> } {
  const images = new Map<NirNode, readonly number[]>();
  const projections: ProjectionSpec[] = [];
  for (const { from, steps, to } of paths) {
    if (SILENT.includes(from.type)) {
      violations.warn(
        'W1853',
        from.where,
        `neurons of type ${from.type} never fire, and ${quoted(to.name)} reads them: their potentials are taken as spikes.`,
      );
    }
    let chain = synapsesOfChain(steps, shapeOf(from));
    // Two windows may see the same neurons as different images: then one is listed.
    if (
      chain?.images != null &&
      !(claims(images, from, chain.images.input) && claims(images, to, chain.images.output))
    )
      chain = listChain(steps, shapeOf(from));
    if (chain !== null) {
      projections.push({ from: from.name, to: to.name, ...chain.synapses });
      continue;
    }
    violations.error(
      'E1856',
      to.where,
      `the synapses from ${quoted(from.name)} are too many to list one by one, and no connector makes them.`,
      { hint: 'Put neurons between the layers, or merge the layers before the file is written.' },
    );
  }
  return { projections, images };
}

function claims(images: Map<NirNode, readonly number[]>, node: NirNode, image: readonly number[]): boolean {
  const before = images.get(node);
  images.set(node, before ?? image);
  return before === undefined || before.join() === image.join();
}

/** Pooling has no neurons here, so what reads it has a synapse for each pooled one: said with both counts. */
function pooledNote(
  paths: readonly Path[],
  projections: readonly ProjectionSpec[],
  graph: FlatGraph,
  violations: ViolationList,
): void {
  const pooled = paths.filter(
    ({ steps }) => steps.some(({ kind }) => kind === 'pool') && steps.some(hasWeights),
  );
  if (pooled.length === 0 || projections.length !== paths.length) return;
  let asLayers = 0;
  for (const { steps } of paths) for (const step of steps.filter(hasWeights)) asLayers += entriesOf(step);
  violations.note(
    'W1854',
    graph.where,
    `${pooled.map(({ to }) => quoted(to.name)).join(', ')}: the pooling in front has no neurons, so every neuron that is pooled has synapses of its own. The layers alone, each read from its pooled image, have ${grouped(asLayers)} synapses.`,
  );
}

function hasWeights({ kind }: Step): boolean {
  return kind === 'dense' || kind === 'list' || kind === 'conv';
}

function entriesOf(step: Step): number {
  if (step.kind === 'dense') return step.weight.length;
  let count = 0;
  visitEntries(step, () => count++);
  return count;
}

function notes(
  listed: readonly NirNode[],
  paths: readonly Path[],
  timed: boolean,
  violations: ViolationList,
  graph: FlatGraph,
): void {
  if (timed) {
    violations.warn(
      'W1856',
      graph.where,
      `NIR has no time step: ${DEFAULT_TIMESTEP_MS} ms was assumed for thresholds and leaks. Placements do not depend on it.`,
    );
  }
  const without = listed.filter((node) => node.values.has('v_threshold') && !node.values.has('v_reset'));
  if (without.length > 0)
    violations.note(
      'W1852',
      without[0].where,
      `v_reset is missing in ${without.length} nodes, as in files before NIR 1.0.5: the reset is 0.`,
    );
  const joined = new Set(paths.flatMap(({ from, to }) => [from, to]));
  const alone = listed.filter((node) => !joined.has(node) && listed.length > 1);
  if (alone.length > 0)
    violations.warn(
      'W1855',
      alone[0].where,
      `${alone
        .map(({ name }) => quoted(name))
        .slice(0, 8)
        .join(', ')}: connected to no other neurons.`,
    );
}
