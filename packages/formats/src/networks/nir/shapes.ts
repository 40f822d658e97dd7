import { shapeText } from '../../hdf5/open-hdf5.ts';
import { grouped } from '../../input-error.ts';
import { sizeOf, type Step } from '../../linear/step.ts';
import type { Defects } from '../common/defects.ts';
import type { FlatGraph, NirNode } from './graph.ts';
import { NODE_TYPES } from './node-types.ts';
import { toStep } from './to-step.ts';

const MAX_NEURONS = 2 ** 31;

export interface Shapes {
  /** Of what leaves each node. */
  readonly output: ReadonlyMap<NirNode, readonly number[]>;
  /** What each node without neurons does. */
  readonly step: ReadonlyMap<NirNode, Step>;
}

/** True for nodes whose shape stands in the file: neurons, and the Input of the outermost graph. */
export function holdsNeurons(node: NirNode): boolean {
  return NODE_TYPES[node.type].role === 'neuron' || isSource(node);
}

/** An Input of the outermost graph, whose name has no other graph in front. */
export function isSource(node: NirNode): boolean {
  return node.type === 'Input' && node.outermost;
}

/** An Output of the outermost graph. */
export function isSink(node: NirNode): boolean {
  return node.type === 'Output' && node.outermost;
}

/**
 * The shape that leaves every node: of neurons as their parameters say, of the rest as their input makes it, followed
 * from node to node. Reports what does not fit.
 */
export function inferShapes(graph: FlatGraph, defects: Defects): Shapes {
  const output = new Map<NirNode, readonly number[]>();
  const step = new Map<NirNode, Step>();
  const incoming = new Map<NirNode, (readonly number[])[]>();
  const outgoing = new Map<NirNode, NirNode[]>();
  for (const [from, to] of graph.edges) {
    const list = outgoing.get(from);
    if (list === undefined) outgoing.set(from, [to]);
    else list.push(to);
  }
  const ready: NirNode[] = [];
  const waiting: NirNode[] = [];
  for (const node of graph.nodes.values()) {
    if (!holdsNeurons(node)) continue;
    const shape = neuronShape(node, defects);
    if (shape === null) continue;
    // One number for all says nothing of how many there are: what comes in does.
    if (sizeOf(shape) === 1 && NODE_TYPES[node.type].role === 'neuron') waiting.push(node);
    else settle(node, shape);
  }
  drain();
  for (const node of waiting) {
    if (output.has(node)) continue;
    const wanted = incoming
      .get(node)
      ?.map(sizeOf)
      .find((size) => size > 1);
    const shape = incoming.get(node)?.find((each) => sizeOf(each) === wanted);
    if (shape === undefined) settle(node, neuronShape(node, defects)!);
    else if (
      defects.found(
        node.where,
        `its parameters are of 1 neuron, ${grouped(sizeOf(shape))} come in (${shapeText(shape)}).`,
        `${grouped(sizeOf(shape))} neurons with equal parameters`,
      )
    )
      settle(node, shape);
    drain();
  }
  for (const [node, shapes] of incoming) checkIncoming(node, shapes);
  return { output, step };

  function settle(node: NirNode, shape: readonly number[]): void {
    output.set(node, shape);
    ready.push(node);
  }

  function drain(): void {
    for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
      const shape = output.get(node)!;
      for (const next of outgoing.get(node) ?? []) {
        const seen = incoming.get(next);
        if (seen === undefined) incoming.set(next, [shape]);
        else seen.push(shape);
        if (output.has(next) || step.has(next) || holdsNeurons(next) || isSink(next)) continue;
        if (seen !== undefined) continue;
        const made = toStep(next, shape, defects);
        if (made === null) continue;
        step.set(next, made);
        settle(next, outputShape(next, made));
      }
    }
  }

  function checkIncoming(node: NirNode, shapes: readonly (readonly number[])[]): void {
    const wanted = isSink(node)
      ? [...node.values.get('shape')!.data]
      : (step.get(node)?.input ?? output.get(node));
    if (wanted === undefined) return;
    for (const shape of shapes) {
      if (same(shape, wanted)) continue;
      const place = NODE_TYPES[node.type].role === 'neuron' ? node.where : `${node.where}/shape`;
      if (sizeOf(shape) !== sizeOf(wanted)) {
        defects.violations.error(
          'E1853',
          step.has(node) ? node.where : place,
          `it takes ${grouped(sizeOf(wanted))} (${shapeText(wanted)}), ${grouped(sizeOf(shape))} come in (${shapeText(shape)}).`,
        );
      } else if (isSink(node)) {
        defects.violations.warn(
          'W1850',
          place,
          `the output says ${shapeText(wanted)}, ${shapeText(shape)} arrives. Read as the latter.`,
        );
      } else if (!takesAnyShape(step.get(node)) && !squeezedSame(shape, wanted)) {
        defects.found(
          place,
          `it has the shape ${shapeText(wanted)}, ${shapeText(shape)} comes in.`,
          'the same neurons in row-major order',
        );
      } else if (!step.has(node)) {
        defects.found(
          place,
          `it has the shape ${shapeText(wanted)}, ${shapeText(shape)} comes in: one has a batch of one.`,
          'the same neurons',
        );
      }
    }
  }
}

/** A matrix reads the values in their order, whatever their shape. */
function takesAnyShape(step: Step | undefined): boolean {
  return step?.kind === 'dense' || step?.kind === 'list';
}

/** [channels, length] of a Conv1d, which slides over [channels, 1, length]. */
function outputShape(node: NirNode, { output }: Step): readonly number[] {
  return node.type === 'Conv1d' ? [output[0], output[2]] : output;
}

function same(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((length, k) => length === other[k]);
}

function squeezedSame(one: readonly number[], other: readonly number[]): boolean {
  return same(
    one.filter((length) => length !== 1),
    other.filter((length) => length !== 1),
  );
}

/** The shape of the parameters: the largest of them; single numbers hold for all. */
function neuronShape(node: NirNode, defects: Defects): readonly number[] | null {
  if (isSource(node)) {
    const shape = [...node.values.get('shape')!.data];
    if (
      shape.length > 0 &&
      shape.every((length) => Number.isSafeInteger(length) && length >= 1) &&
      sizeOf(shape) < MAX_NEURONS
    )
      return shape;
    defects.violations.error(
      'E1853',
      `${node.where}/shape`,
      `it is ${shapeText(shape)}, must be whole numbers of at least 1, fewer than ${grouped(MAX_NEURONS)} neurons in all.`,
    );
    return null;
  }
  let shape: readonly number[] = [1];
  for (const [key, values] of node.values) {
    const size = sizeOf(values.shape);
    if (size === 1) continue;
    if (size === 0 || (sizeOf(shape) > 1 && sizeOf(shape) !== size)) {
      defects.violations.error(
        'E1853',
        `${node.where}/${key}`,
        `it has ${grouped(size)} values (${shapeText(values.shape)}), other parameters of the node ${grouped(sizeOf(shape))} (${shapeText(shape)}).`,
      );
      return null;
    }
    if (sizeOf(shape) === 1) shape = values.shape;
  }
  return shape;
}
