import { sizeOf } from '@nmap/dnn';
import type { BuiltLayer } from './graph-builder.ts';
import { isIdentity, isPermutation } from './signal.ts';

export interface SimplifiedGraph {
  readonly layers: readonly BuiltLayer[];
  readonly output: number;
  /** Value i of the input layer is value inputOrder[i] of a sample of the file; null: the same order. */
  readonly inputOrder: Uint32Array | null;
}

/**
 * Takes out what reading left behind: quantisation written as several nodes, terms that a bias can
 * hold, shapes and orders that the layer in front can take, layers that nothing needs.
 */
export function simplify(layers: readonly BuiltLayer[], output: number): SimplifiedGraph {
  const work = new Work(layers, output);
  for (let at = 0; at < layers.length; at++) {
    if (work.isGone(at)) continue;
    foldAffine(work, at);
    foldQuantised(work, at);
    foldBias(work, at);
    takeShape(work, at);
  }
  const inputOrder = takeInputOrder(work);
  return { ...work.living(), inputOrder };
}

/** Layers and who reads them, kept true while chains become one layer. */
class Work {
  readonly layers: BuiltLayer[];
  readonly #readersOf: number[][];
  readonly #gone = new Set<number>();
  #output: number;

  constructor(layers: readonly BuiltLayer[], output: number) {
    this.layers = layers.map((layer) => ({ ...layer }));
    this.#output = output;
    this.#readersOf = layers.map(() => []);
    const needed = this.#needed();
    layers.forEach(({ inputs }, reader) => {
      if (needed[reader]) for (const input of inputs) this.#readersOf[input].push(reader);
    });
  }

  /** The only layer that reads it; null where there are several, or none, or it is the output. */
  onlyReader(layer: number): number | null {
    const readers = this.#readersOf[layer];
    return readers.length === 1 && layer !== this.#output ? readers[0] : null;
  }

  /** True after it became a part of another. */
  isGone(layer: number): boolean {
    return this.#gone.has(layer);
  }

  /** A chain becomes its first layer: readers of `last` read `first`. */
  merge(first: number, last: number): void {
    for (let layer = first; layer !== last;) {
      layer = this.#readersOf[layer][0];
      this.#gone.add(layer);
    }
    for (const reader of this.#readersOf[last]) {
      const { inputs } = this.layers[reader];
      this.layers[reader].inputs = inputs.map((input) => (input === last ? first : input));
    }
    this.#readersOf[first] = this.#readersOf[last];
    if (this.#output === last) this.#output = first;
  }

  /** What the output needs, numbered anew. */
  living(): { readonly layers: readonly BuiltLayer[]; readonly output: number } {
    const needed = this.#needed();
    const numberOf = new Map<number, number>();
    const layers: BuiltLayer[] = [];
    this.layers.forEach((layer, old) => {
      if (!needed[old]) return;
      numberOf.set(old, layers.length);
      layers.push({ ...layer, inputs: layer.inputs.map((input) => numberOf.get(input)!) });
    });
    return { layers, output: numberOf.get(this.#output)! };
  }

  #needed(): boolean[] {
    const needed = this.layers.map(() => false);
    needed[this.#output] = true;
    for (let layer = this.layers.length - 1; layer >= 0; layer--) {
      if (needed[layer]) for (const input of this.layers[layer].inputs) needed[input] = true;
    }
    return needed;
  }
}

/** Factors and terms behind factors and terms, such as a mean and a deviation, are factors and terms. */
function foldAffine(work: Work, at: number): void {
  for (;;) {
    const { operation } = work.layers[at];
    const reader = work.onlyReader(at);
    if (reader === null || operation.kind !== 'affine') return;
    const { operation: next } = work.layers[reader];
    if (next.kind !== 'affine') return;
    const count = Math.max(operation.scale.length, next.scale.length);
    const scale = new Float32Array(count);
    const shift = new Float32Array(count);
    for (let k = 0; k < count; k++) {
      const inner = Math.floor((k * operation.scale.length) / count);
      const outer = Math.floor((k * next.scale.length) / count);
      scale[k] = next.scale[outer] * operation.scale[inner];
      shift[k] = next.scale[outer] * operation.shift[inner] + next.shift[outer];
    }
    work.layers[at].operation = { kind: 'affine', scale, shift };
    work.merge(at, reader);
  }
}

/** scale and 1/2, floor, clip from 0 to L, scale back: one quantised activation. */
function foldQuantised(work: Work, at: number): void {
  const { operation: scaled } = work.layers[at];
  const floor = work.onlyReader(at);
  if (scaled.kind !== 'affine' || floor === null || work.layers[floor].operation.kind !== 'floor') return;
  const clip = work.onlyReader(floor);
  const clipped = clip === null ? null : work.layers[clip].operation;
  if (clip === null || clipped?.kind !== 'activation' || clipped.activation.kind !== 'clip') return;
  const back = work.onlyReader(clip);
  const unscaled = back === null ? null : work.layers[back].operation;
  if (back === null || unscaled?.kind !== 'affine') return;
  const levels = clipped.activation.ceiling;
  const [step] = unscaled.scale;
  const quantises =
    Number.isInteger(levels) &&
    step > 0 &&
    unscaled.scale.every((entry) => entry === step) &&
    unscaled.shift.every((entry) => entry === 0) &&
    scaled.shift.every((entry) => entry === 0.5) &&
    scaled.scale.every((entry) => Math.abs(entry * step - 1) < 1e-6);
  if (!quantises) return;
  const activation = { kind: 'clip-floor-shift', ceiling: Math.fround(levels * step), levels } as const;
  work.layers[at].operation = { kind: 'activation', activation };
  work.merge(at, back);
}

/** Terms without a factor, behind weights that nothing else reads, are a part of the bias. */
function foldBias(work: Work, at: number): void {
  for (;;) {
    const { operation, shape } = work.layers[at];
    const reader = work.onlyReader(at);
    if (reader === null || (operation.kind !== 'dense' && operation.kind !== 'conv')) return;
    const { operation: term } = work.layers[reader];
    if (term.kind !== 'affine' || !term.scale.every((entry) => entry === 1)) return;
    const perOutput = sizeOf(shape) / operation.bias.length;
    const perTerm = sizeOf(shape) / term.shift.length;
    if (perOutput > 1 && perTerm !== perOutput) return;
    const bias = operation.bias.map((entry, k) => entry + term.shift[Math.floor((k * perOutput) / perTerm)]);
    work.layers[at].operation = { ...operation, bias };
    work.merge(at, reader);
  }
}

/** A layer whose shape only counts its values takes that of the only layer that reads it, if that only re-shapes. */
function takeShape(work: Work, at: number): void {
  for (;;) {
    const { operation, shape } = work.layers[at];
    const reader = work.onlyReader(at);
    if (reader === null || (operation.kind !== 'input' && operation.kind !== 'reindex')) return;
    const { operation: next, shape: wanted } = work.layers[reader];
    if (next.kind !== 'reindex' || !isIdentity(next.from, sizeOf(shape))) return;
    work.layers[at].shape = wanted;
    work.merge(at, reader);
  }
}

/** The order that the only reader of the input gives it becomes an order in which samples are fed. */
function takeInputOrder(work: Work): Uint32Array | null {
  const input = work.layers.findIndex(({ operation }) => operation.kind === 'input');
  const reader = work.onlyReader(input);
  if (reader === null) return null;
  const { operation, shape } = work.layers[reader];
  if (operation.kind !== 'reindex' || !isPermutation(operation.from, sizeOf(work.layers[input].shape))) {
    return null;
  }
  work.layers[input].shape = shape;
  work.merge(input, reader);
  return operation.from;
}
