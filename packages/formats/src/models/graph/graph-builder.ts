import { sizeOf, type DnnOperation } from '@nmap/dnn';
import { grouped } from '../../input-error.ts';
import { Refusal, shapeText } from './refusal.ts';

/** Most values of one layer: more neurons than any chip has. */
const MAX_LAYER_VALUES = 1 << 24;
/** Most entries of all tables that reading makes beside the weights of the file: a gigabyte. */
const MAX_TABLE_ENTRIES = 1 << 28;

/** An operation of a layer, or a rounding that the last pass turns into a part of an activation. */
export type BuiltOperation = DnnOperation | { readonly kind: 'floor' };

/** A layer while the graph is being read. */
export interface BuiltLayer {
  name: string;
  shape: readonly number[];
  inputs: readonly number[];
  operation: BuiltOperation;
}

/**
 * Collects layers and guards two things: every name is unique, and no table is made
 * before its size is known to be affordable, whatever shapes a file claims.
 */
export class GraphBuilder {
  readonly layers: BuiltLayer[] = [];
  readonly #names = new Set<string>();
  /** Of a bare name that was taken: the number that its next namesake tries first. */
  readonly #nextNumber = new Map<string, number>();
  #tableEntries = 0;

  /** Name of the node that is being read: its layers carry it. */
  node = '';

  /** Appends a layer; its index. */
  add(shape: readonly number[], inputs: readonly number[], operation: BuiltOperation): number {
    this.checkSize(shape);
    this.layers.push({ name: this.#unique(this.node), shape, inputs, operation });
    return this.layers.length - 1;
  }

  sizeOf(layer: number): number {
    return sizeOf(this.layers[layer].shape);
  }

  /** Number of values of a shape, known to be at least 1 and affordable as a layer. */
  checkSize(shape: readonly number[]): number {
    const size = sizeOf(shape);
    if (shape.some((length) => length < 1)) {
      throw new Refusal(
        'E1808',
        `its values have the shape ${shapeText(shape)}: an axis is empty.`,
        'The input is too small for this kernel, or the file is damaged.',
      );
    }
    if (!(size <= MAX_LAYER_VALUES)) {
      throw new Refusal(
        'E1809',
        `its values have the shape ${shapeText(shape)}: ${grouped(size)} values, at most ${grouped(MAX_LAYER_VALUES)} are read.`,
        'No chip has so many neurons: use a smaller input.',
      );
    }
    return size;
  }

  /** Says that a table of so many entries is about to be made. */
  spend(entries: number): void {
    this.#tableEntries += entries;
    if (!(this.#tableEntries <= MAX_TABLE_ENTRIES)) {
      throw new Refusal(
        'E1809',
        `re-ordering its values needs tables of more than ${grouped(MAX_TABLE_ENTRIES)} entries.`,
        'Simplify the model, or use a smaller input.',
      );
    }
  }

  #unique(wanted: string): string {
    const bare = wanted === '' ? 'layer' : wanted;
    let name = bare;
    for (let number = this.#nextNumber.get(bare) ?? 2; this.#names.has(name); number++) {
      name = `${bare}_${number}`;
      this.#nextNumber.set(bare, number + 1);
    }
    this.#names.add(name);
    return name;
  }
}
