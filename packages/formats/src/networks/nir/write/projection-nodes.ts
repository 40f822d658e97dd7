import type { NetworkSpec } from '@nmap/ir';
import { grouped, type ViolationList } from '../../../input-error.ts';
import type { Window } from '../../../linear/step.ts';
import { OWN } from '../own-metadata.ts';
import type { FormOf } from './forms.ts';
import type { Entries, GraphContent } from './graph-content.ts';
import type { Layout } from './layout.ts';
import { matricesOf, type SynapseMatrix } from './matrices.ts';
import { toSeconds } from './neuron-node.ts';
import { flags, reals, repeated, whole, wholes } from './values.ts';

/** Numbers in all matrices of a file: 512 MB of them as doubles, and readers hold them so. */
const MOST_NUMBERS = 2 ** 26;

/** Where a chain of layers has come to. */
interface At {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A layer that is to follow, and the shape that leaves it. */
interface Layer {
  readonly wanted: string;
  readonly type: string;
  readonly shape: readonly number[];
}

/** Writes projections as chains of layers between the nodes of their populations. */
export class ProjectionNodes {
  readonly #spec: NetworkSpec;
  readonly #layout: Layout;
  readonly #graph: GraphContent;
  /** Name of the node of each population. */
  readonly #nameOf: ReadonlyMap<string, string>;
  readonly #violations: ViolationList;
  /** The Flatten behind a population, once made. */
  readonly #rows = new Map<string, At>();
  /** Edges from population to population: a set of them holds one once. */
  readonly #direct = new Set<string>();
  #numbers = 0;

  constructor(
    spec: NetworkSpec,
    layout: Layout,
    graph: GraphContent,
    nameOf: ReadonlyMap<string, string>,
    violations: ViolationList,
  ) {
    this.#spec = spec;
    this.#layout = layout;
    this.#graph = graph;
    this.#nameOf = nameOf;
    this.#violations = violations;
  }

  /** @param bias of the layer; null = none. @param keepsNode an edge alone would make the target a mere output. */
  write(index: number, bias: Float64Array | null, keepsNode: boolean): void {
    const form = this.#layout.forms[index];
    const { from, to } = this.#spec.projections[index];
    if (form.kind === 'dense') this.#dense(from, to, form, bias, index);
    else if (form.kind === 'matrix') this.#matrices(index, from, to, bias);
    else if (form.kind === 'each') this.#each(from, to, form, keepsNode);
    else if (form.kind === 'conv') this.#conv(from, to, form, bias);
    else if (form.kind === 'pool') this.#pool(from, to, form);
  }

  #dense(from: string, to: string, form: FormOf<'dense'>, bias: Float64Array | null, index: number): void {
    const [inputs, outputs] = [this.#sizeOf(from), this.#sizeOf(to)];
    if (this.#room(inputs * outputs) < 1) {
      this.#tooLarge(index, inputs, outputs, 1, '');
      return;
    }
    this.#numbers += inputs * outputs;
    const { weight } = form;
    const turned = new Float64Array(inputs * outputs);
    for (let o = 0, k = 0; o < outputs; o++)
      for (let i = 0; i < inputs; i++, k++)
        turned[k] = typeof weight === 'number' ? weight : weight[i * outputs + o];
    const wanted = `${from}_${to}`;
    const linear = this.#linear(this.#row(from), wanted, { weight: turned, synapses: null }, bias);
    this.#arrive(this.#delayed(linear, wanted, form.delayMs), to);
  }

  #matrices(index: number, from: string, to: string, bias: Float64Array | null): void {
    const [inputs, outputs] = [this.#sizeOf(from), this.#sizeOf(to)];
    const room = this.#room(inputs * outputs);
    if (room < 1) {
      this.#tooLarge(index, inputs, outputs, 1, '');
      return;
    }
    const found = matricesOf(this.#spec, index, room);
    if ('matrices' in found) {
      const { matrices, delays, multapses } = found;
      const why = ` (${grouped(delays)} delays, up to ${grouped(multapses)} synapses from one neuron to another)`;
      this.#tooLarge(index, inputs, outputs, matrices, why);
      return;
    }
    const wanted = `${from}_${to}`;
    for (const [k, matrix] of found.entries()) {
      const { where, ms } = matrix.delay ?? { where: 'target', ms: null };
      this.#numbers += matrix.weight.length;
      const start = where === 'source' ? this.#delayed(this.#row(from), wanted, ms) : this.#row(from);
      const linear = this.#linear(start, wanted, matrix, k === 0 ? bias : null);
      this.#arrive(where === 'target' ? this.#delayed(linear, wanted, ms) : linear, to);
    }
  }

  #linear(
    at: At,
    wanted: string,
    { weight, synapses }: Pick<SynapseMatrix, 'weight' | 'synapses'>,
    bias: Float64Array | null,
  ): At {
    const [inputs] = at.shape;
    const outputs = weight.length / inputs;
    const shape = [outputs, inputs];
    const metadata: Entries = synapses === null ? {} : { [OWN.synapses]: flags(synapses, shape) };
    const values: Entries = { weight: reals(weight, shape) };
    if (bias === null) return this.#after(at, { wanted, type: 'Linear', shape: [outputs] }, values, metadata);
    const entries = { ...values, bias: reals(bias, [outputs]) };
    return this.#after(at, { wanted, type: 'Affine', shape: [outputs] }, entries, metadata);
  }

  #each(from: string, to: string, { weight, delayMs }: FormOf<'each'>, keepsNode: boolean): void {
    const shape = this.#layout.shapeOf.get(to)!;
    let at = shape.length === 1 ? this.#row(from) : this.#start(from);
    const ends = `${from}\0${to}`;
    const isEdge = weight === 1 && delayMs === null && !keepsNode && !this.#direct.has(ends);
    if (isEdge) this.#direct.add(ends);
    else if (weight !== 1 || delayMs === null)
      at = this.#after(
        at,
        { wanted: `${from}_${to}`, type: 'Scale', shape: at.shape },
        { scale: severalOf(weight, at.shape) },
      );
    this.#arrive(this.#delayed(at, `${from}_${to}`, delayMs), to);
  }

  #conv(from: string, to: string, form: FormOf<'conv'>, bias: Float64Array | null): void {
    const at = this.#start(from);
    const { window, output, groups, weight, delayMs } = form;
    const flat = at.shape.length === 2;
    const pair = ([vertical, horizontal]: readonly [number, number]) =>
      flat ? whole(horizontal) : wholes([vertical, horizontal]);
    const kernel = flat ? [window.kernel[1]] : window.kernel;
    const entries: Entries = {
      input_shape: flat ? whole(at.shape[1]) : wholes(at.shape.slice(1)),
      weight: severalOf(weight, [output[0], at.shape[0] / groups, ...kernel]),
      stride: pair(window.stride),
      padding: form.same ? 'same' : pair(window.padding),
      dilation: pair(window.dilation),
      groups: whole(groups),
      bias: reals(bias ?? new Float64Array(output[0]), [output[0]]),
    };
    const shape = flat ? [output[0], output[2]] : output;
    const wanted = `${from}_${to}`;
    const made = this.#after(at, { wanted, type: flat ? 'Conv1d' : 'Conv2d', shape }, entries);
    this.#arrive(this.#delayed(made, wanted, delayMs), to);
  }

  #pool(from: string, to: string, { window, output, weight, delayMs }: FormOf<'pool'>): void {
    const mean = 1 / (window.kernel[0] * window.kernel[1]);
    const entries = poolEntries(window);
    const wanted = `${from}_${to}`;
    const type = weight === mean && weight !== 1 ? 'AvgPool2d' : 'SumPool2d';
    let at = this.#after(this.#start(from), { wanted, type, shape: output }, entries);
    if (weight !== mean && weight !== 1)
      at = this.#after(at, { wanted, type: 'Scale', shape: output }, { scale: repeated(weight, output) });
    this.#arrive(this.#delayed(at, wanted, delayMs), to);
  }

  #start(id: string): At {
    return { name: this.#nameOf.get(id)!, shape: this.#layout.shapeOf.get(id)! };
  }

  /** The values of a population in a row. */
  #row(id: string): At {
    const known = this.#rows.get(id);
    if (known !== undefined) return known;
    const made = this.#flat(this.#start(id));
    this.#rows.set(id, made);
    return made;
  }

  #flat(at: At): At {
    if (at.shape.length === 1) return at;
    const entries = { start_dim: whole(0), end_dim: whole(-1), input_type: wholes(at.shape) };
    const size = at.shape.reduce((product, length) => product * length, 1);
    return this.#after(at, { wanted: `${at.name}_row`, type: 'Flatten', shape: [size] }, entries);
  }

  #delayed(at: At, wanted: string, delayMs: number | ArrayLike<number> | null): At {
    if (delayMs === null) return at;
    const seconds = typeof delayMs === 'number' ? toSeconds(delayMs) : Float64Array.from(delayMs, toSeconds);
    return this.#after(
      at,
      { wanted: `${wanted}_delay`, type: 'Delay', shape: at.shape },
      { delay: severalOf(seconds, at.shape) },
    );
  }

  #after(at: At, { wanted, type, shape }: Layer, entries: Entries, metadata: Entries = {}): At {
    const name = this.#graph.add(wanted, type, entries, metadata);
    this.#graph.join(at.name, name);
    return { name, shape };
  }

  #arrive(at: At, to: string): void {
    const end = this.#layout.shapeOf.get(to)!.length === 1 ? this.#flat(at) : at;
    this.#graph.join(end.name, this.#nameOf.get(to)!);
  }

  #sizeOf(id: string): number {
    return this.#layout.shapeOf.get(id)!.reduce((product, length) => product * length, 1);
  }

  /** Matrices of so many numbers that still fit the file. */
  #room(numbers: number): number {
    return Math.floor((MOST_NUMBERS - this.#numbers) / numbers);
  }

  #tooLarge(index: number, inputs: number, outputs: number, matrices: number, why: string): void {
    const { from, to, connector } = this.#spec.projections[index];
    const have = matrices * inputs * outputs;
    const before = this.#numbers === 0 ? '' : `, after ${grouped(this.#numbers)} of other projections`;
    this.#violations.error(
      'E1692',
      `projections[${index}] (${from} -> ${to})`,
      `${connector} is in NIR ${matrices === 1 ? 'a matrix' : `${grouped(matrices)} matrices`} of ${grouped(outputs)} x ${grouped(inputs)}${why}: ${grouped(have)} numbers${before}, and a file is written with at most ${grouped(MOST_NUMBERS)} of them.`,
      {
        have,
        need: MOST_NUMBERS,
        unit: 'numbers',
        hint: this.#layout.windowsAsMatrices.includes(index)
          ? 'A window stays one with padding in numbers, one delay, and a source that no matrix leads to; net.json holds any.'
          : 'Write net.json, which holds connectors and lists of synapses.',
      },
    );
  }
}

function severalOf(values: number | ArrayLike<number>, shape: readonly number[]) {
  return typeof values === 'number' ? repeated(values, shape) : reals(values, shape);
}

function poolEntries({ kernel, stride, padding }: Window): Entries {
  return { kernel_size: wholes(kernel), stride: wholes(stride), padding: wholes(padding) };
}
