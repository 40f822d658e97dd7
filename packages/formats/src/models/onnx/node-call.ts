import { badShape, noSpikes, Refusal, unreadForm } from '../graph/refusal.ts';
import type { GraphBuilder } from '../graph/graph-builder.ts';
import type { Signal } from '../graph/signal.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { AttributeProto, NodeProto } from './plain-model.ts';

/** What a name in the graph stands for: numbers, values of a layer, or something that failed before. */
export type OnnxValue =
  | { readonly kind: 'constant'; readonly tensor: Tensor }
  | { readonly kind: 'signal'; readonly signal: Signal }
  | { readonly kind: 'unknown' };

export const UNKNOWN: OnnxValue = { kind: 'unknown' };

export function constant(tensor: Tensor): OnnxValue {
  return { kind: 'constant', tensor };
}

export function values(signal: Signal): OnnxValue {
  return { kind: 'signal', signal };
}

/** A node with the values it reads. */
export class NodeCall {
  readonly builder: GraphBuilder;
  readonly op: string;
  readonly opset: number;
  readonly inputs: readonly (OnnxValue | null)[];
  /** Batch that the file fixes; 1 where it is free. Values are read for one sample. */
  readonly batch: number;
  /** Whether the file speaks of several samples, or of any number. */
  readonly isBatched: boolean;
  readonly #attributes: ReadonlyMap<string, AttributeProto>;
  readonly #decode: (tensor: NonNullable<AttributeProto['t']>) => Tensor;
  readonly #readOutputs: readonly boolean[];

  constructor(
    node: NodeProto,
    inputs: readonly (OnnxValue | null)[],
    context: {
      builder: GraphBuilder;
      opset: number;
      batch: number;
      isBatched: boolean;
      decode: (tensor: NonNullable<AttributeProto['t']>) => Tensor;
      isRead: (value: string) => boolean;
    },
  ) {
    this.builder = context.builder;
    this.op = node.opType;
    this.opset = context.opset;
    this.batch = context.batch;
    this.isBatched = context.isBatched;
    this.inputs = inputs;
    this.#attributes = new Map(node.attribute.map((attribute) => [attribute.name, attribute]));
    this.#decode = context.decode;
    this.#readOutputs = node.output.map((value) => value !== '' && context.isRead(value));
  }

  /** Values of a layer at an input. */
  signal(index: number): Signal {
    const value = this.inputs[index] ?? null;
    if (value?.kind === 'signal') return value.signal;
    throw badShape(
      value === null
        ? `its input ${index} is missing.`
        : `its input ${index} must come from the network's input, and is constant.`,
    );
  }

  /** Numbers at an input; null where it is left out. */
  optional(index: number, what: string): Tensor | null {
    const value = this.inputs[index] ?? null;
    if (value === null) return null;
    if (value.kind === 'constant') return value.tensor;
    throw noSpikes(
      `its ${what} is computed from the network's input; spikes need ${what}s that are fixed.`,
      'Only networks whose weights are constants can be converted.',
    );
  }

  constant(index: number, what: string): Tensor {
    const tensor = this.optional(index, what);
    if (tensor === null) throw badShape(`its ${what} (input ${index}) is missing.`);
    return tensor;
  }

  /** A list of whole numbers at an input. */
  wholeInput(index: number, what: string): number[] | null {
    const tensor = this.optional(index, what);
    if (tensor === null) return null;
    if (tensor.data.length > 64) throw badShape(`its ${what} has ${tensor.data.length} entries.`);
    return Array.from(tensor.data, (entry) => {
      if (!Number.isInteger(entry)) throw badShape(`its ${what} holds ${entry}, no whole number.`);
      return entry;
    });
  }

  has(name: string): boolean {
    return this.#attributes.has(name);
  }

  int(name: string, absent: number): number {
    const attribute = this.#attributes.get(name);
    return attribute === undefined ? absent : Number(attribute.i);
  }

  float(name: string, absent: number): number {
    return this.#attributes.get(name)?.f ?? absent;
  }

  ints(name: string): number[] | null {
    const found = this.#attributes.get(name)?.ints.map(Number) ?? null;
    if (found !== null && found.length > 64)
      throw badShape(`its attribute ${name} has ${found.length} entries.`);
    return found;
  }

  floats(name: string): number[] | null {
    return this.#attributes.get(name)?.floats ?? null;
  }

  text(name: string, absent: string): string {
    const bytes = this.#attributes.get(name)?.s;
    return bytes === undefined ? absent : new TextDecoder().decode(bytes);
  }

  tensor(name: string): Tensor | null {
    const tensor = this.#attributes.get(name)?.t;
    return tensor === undefined ? null : this.#decode(tensor);
  }

  /** Axes as an attribute, or in later versions as an input. */
  axes(input: number): number[] | null {
    return this.ints('axes') ?? this.wholeInput(input, 'axes');
  }

  /** An axis counted from the front. */
  axis(axis: number, rank: number): number {
    const counted = axis < 0 ? axis + rank : axis;
    if (!Number.isInteger(counted) || counted < 0 || counted >= Math.max(rank, 1)) {
      throw badShape(`axis ${axis} is none of its ${rank}.`);
    }
    return counted;
  }

  /** Refuses where a second result is read. */
  onlyFirstOutput(why: string): void {
    if (this.#readOutputs.slice(1).some((isRead) => isRead)) {
      throw unreadForm(why, 'Export the model for inference.');
    }
  }

  /** Whether the node has so many results. */
  get outputCount(): number {
    return this.#readOutputs.length;
  }

  /** True where every input that is there is constant. */
  get isConstant(): boolean {
    return this.inputs.every((value) => value === null || value.kind === 'constant');
  }

  /** Constants of more entries are not computed ahead. */
  affordable(entries: number): void {
    if (!(entries <= 1 << 24)) {
      throw new Refusal('E1809', `its result would have ${entries} entries.`, 'Simplify the model before.');
    }
    this.builder.spend(entries);
  }
}
