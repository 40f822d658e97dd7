import { prepareLayer } from '../forward/table.ts';
import { sizeOf, type DnnLayer, type DnnSpec } from '../spec.ts';
import { prepareBackward } from './backward/table.ts';

/** One array of numbers that training changes. */
export interface Parameter {
  readonly layer: number;
  readonly values: Float64Array;
  /** Added to by every sample. */
  readonly gradient: Float64Array;
}

/** A network whose parameters, in doubles, change in place, with room for one sample and its gradients. */
export interface Trainable {
  readonly parameters: readonly Parameter[];
  /** Logits of a sample; the next run overwrites them. */
  run(sample: Float64Array): Float64Array;
  /** Values of a layer for the last sample. */
  values(layer: number): Float64Array;
  /** Gradient by the values of a layer: zeroed by `clear`, filled by `backward`. */
  gradient(layer: number): Float64Array;
  /** Zeroes the gradients by values. */
  clear(): void;
  /** From the gradients by values set so far (logits, penalties) to those of all parameters. */
  backward(): void;
  /** Lifts ceilings that a step took to 0 or below. */
  keepCeilings(): void;
  /** The ceiling of a layer, where it has one that is trained. */
  ceiling(layer: number): Parameter | undefined;
  /** The network with the parameters of this moment, in float32. */
  spec(): DnnSpec;
}

/** Small beside any activation of use, and no ceiling may be 0. */
const LEAST_CEILING = 2 ** -20;

/** Prepares a sound network for training; the network itself is never changed. */
export function createTrainable(spec: DnnSpec): Trainable {
  const values = spec.layers.map(({ shape }) => new Float64Array(sizeOf(shape)));
  const gradients = values.map(({ length }) => new Float64Array(length));
  const parameters: Parameter[] = [];
  // trained[layer]: whether something that is trained lies in or before it.
  const trained = new Uint8Array(spec.layers.length);
  const steps = spec.layers.flatMap((layer, index) => {
    const shapes = layer.inputs.map((input) => spec.layers[input].shape);
    const prepared = prepareLayer(layer, shapes);
    if (prepared === null || layer.kind === 'input') return [];
    const own = prepared.parameters.map((array) => ({
      layer: index,
      values: array,
      gradient: new Float64Array(array.length),
    }));
    parameters.push(...own);
    trained[index] = own.length > 0 || layer.inputs.some((input) => trained[input] === 1) ? 1 : 0;
    const pass = {
      inputs: layer.inputs.map((input) => values[input]),
      out: values[index],
      outGradient: gradients[index],
      inputGradients: layer.inputs.map((input) => (trained[input] === 1 ? gradients[input] : null)),
    };
    const backward = prepareBackward(layer, shapes, {
      values: prepared.parameters,
      gradients: own.map(({ gradient }) => gradient),
    });
    return [{ index, run: prepared.run, backward, pass }];
  });
  const input = values[spec.layers.findIndex(({ kind }) => kind === 'input')];
  const backwards = steps.filter(({ index }) => trained[index] === 1).reverse();
  return {
    parameters,
    run(sample) {
      input.set(sample);
      for (const { run, pass } of steps) run(pass.inputs, pass.out);
      return values[spec.output];
    },
    values: (layer) => values[layer],
    gradient: (layer) => gradients[layer],
    clear() {
      for (const gradient of gradients) gradient.fill(0);
    },
    backward() {
      for (const { backward, pass } of backwards) backward(pass);
    },
    keepCeilings() {
      for (const { layer, values: own } of parameters) {
        if (spec.layers[layer].kind === 'activation') own[0] = Math.max(own[0], LEAST_CEILING);
      }
    },
    ceiling: (layer) =>
      spec.layers[layer].kind === 'activation'
        ? parameters.find((parameter) => parameter.layer === layer)
        : undefined,
    spec: () => ({
      ...spec,
      layers: spec.layers.map((layer, index) =>
        withParameters(
          layer,
          parameters.filter((parameter) => parameter.layer === index).map((parameter) => parameter.values),
        ),
      ),
    }),
  };
}

function withParameters(layer: DnnLayer, [first, second]: readonly Float64Array[]): DnnLayer {
  switch (layer.kind) {
    case 'conv':
    case 'dense':
      return { ...layer, weight: Float32Array.from(first), bias: Float32Array.from(second) };
    case 'affine':
      return { ...layer, scale: Float32Array.from(first), shift: Float32Array.from(second) };
    case 'activation':
      if (layer.activation.kind !== 'clip-floor-shift') return layer;
      return { ...layer, activation: { ...layer.activation, ceiling: Math.fround(first[0]) } };
    default:
      return layer;
  }
}
