import { inputError, quoted, ViolationList } from '../../input-error.ts';
import { finishGraph } from '../graph/finish.ts';
import { GraphBuilder } from '../graph/graph-builder.ts';
import { Refusal, shapeText } from '../graph/refusal.ts';
import { signalOf, type Signal } from '../graph/signal.ts';
import type { ModelOptions } from '../model-file.ts';
import { noteGraph, orRefuse, type ReadGraph } from '../read-graph.ts';
import { shapeOf, type KerasLayer, type KerasModel, type KerasValue } from './keras-model.ts';
import { callLayer, refusalOfKind } from './rules/table.ts';
import type { WeightStore } from './weight-store.ts';

/** The layers of a Keras model. Everything that cannot be read is reported at once. */
export function readKeras(
  read: KerasModel,
  weights: WeightStore,
  fileName: string,
  options: ModelOptions,
): ReadGraph {
  const violations = new ViolationList();
  const model = upToOutput(read, options.output, fileName);
  const input = inputOf(model, options, fileName, violations);
  const builder = new GraphBuilder();
  builder.node = 'input';
  const sample = input.shape.slice(1);
  const made = orRefuse(violations, `${fileName}: input`, () =>
    builder.add(sample.length === 3 ? sample : [sample.reduce((a, b) => a * b, 1)], [], { kind: 'input' }),
  );
  if (made === null || violations.failed) throw violations.asError(fileName);
  const walk = new Walk(builder, weights, fileName, violations);
  const [end] = walk.run(model, [signalOf(made, input.shape)], '');
  const [output] = model.outputs;
  const graph =
    end === null || end === undefined
      ? null
      : orRefuse(violations, `${fileName}: output ${quoted(output.layer)}`, () =>
          finishGraph(builder, end, model.name, (layer, { code, message, hint }) => {
            violations.error(code, `${fileName}: layer ${quoted(layer)}`, message, { hint });
          }),
        );
  if (graph === null || violations.failed) throw violations.asError(fileName);
  noteGraph(graph, violations, fileName);
  return {
    graph,
    input: { name: input.name, shape: sample, order: graph.inputOrder },
    name: /^((sequential|model|functional)(_\d+)?)?$/.test(model.name) ? null : model.name,
    notes: violations,
  };
}

/** The model as if the named layer were its only output, without what that does not read. */
function upToOutput(model: KerasModel, output: string | undefined, fileName: string): KerasModel {
  if (output === undefined) return model;
  const byName = new Map(model.layers.map((layer) => [layer.name, layer]));
  if (!byName.has(output)) {
    throw inputError(
      'E1810',
      fileName,
      `no layer is called ${quoted(output)}.`,
      `Its outputs are ${model.outputs
        .slice(0, 10)
        .map(({ layer }) => quoted(layer))
        .join(', ')}.`,
    );
  }
  const needed = new Set([output]);
  // A set is walked in the order in which it grows.
  for (const name of needed) {
    for (const reads of byName.get(name)?.calls ?? []) for (const { layer } of reads) needed.add(layer);
  }
  return {
    ...model,
    layers: model.layers.filter(({ name }) => needed.has(name)),
    outputs: [{ layer: output, call: 0 }],
  };
}

/** Shape of the one input, open batch as one sample. */
function inputOf(
  model: KerasModel,
  options: ModelOptions,
  fileName: string,
  violations: ViolationList,
): { name: string; shape: number[] } {
  if (model.inputs.length !== 1 || model.outputs.length !== 1) {
    const [what, list] = model.inputs.length !== 1 ? ['inputs', model.inputs] : ['outputs', model.outputs];
    violations.error(
      'E1810',
      fileName,
      `it has ${list.length} ${what}: ${list
        .slice(0, 10)
        .map(({ layer }) => quoted(layer))
        .join(', ')}; one is needed.`,
      {
        hint:
          what === 'inputs'
            ? 'Save a model with one input and the logits as its output.'
            : 'Name one (--output-name), or save a model with the logits as its only output.',
      },
    );
    throw violations.asError(fileName);
  }
  let [{ layer: name }] = model.inputs;
  let shape = model.inputShape;
  // The first layer says it, in a model within the model too.
  for (let inner: KerasModel | null = model; inner !== null;) {
    const first: KerasLayer | undefined = inner.layers.find((layer) => layer.name === inner!.inputs[0].layer);
    const said: unknown = first?.config.raw('batch_input_shape') ?? first?.config.raw('batch_shape');
    shape = shapeOf(said) ?? shape ?? inner.inputShape;
    name = first?.name ?? name;
    inner = first?.inner ?? null;
  }
  const { inputShape } = options;
  const lengths: readonly (number | null)[] | null =
    shape === null
      ? (inputShape ?? null)
      : shape.slice(1).map((length, axis) => length ?? inputShape?.[axis] ?? null);
  const known = lengths?.every((length) => length !== null) === true;
  if (!known || (inputShape !== undefined && shapeText(inputShape) !== shapeText(lengths))) {
    violations.error(
      'E1810',
      `${fileName}: input ${quoted(name)}`,
      shape === null
        ? 'the file does not say its shape.'
        : `its shape is [${shape.map((length) => length ?? '?').join(', ')}]${inputShape === undefined ? ': only the number of samples may be open' : `, which ${shapeText(inputShape)} does not fit`}.`,
      {
        hint: 'Give the shape of a sample (--input-shape, without the batch), or save the model with fixed sizes.',
      },
    );
    throw violations.asError(fileName);
  }
  return { name, shape: [1, ...(lengths as number[])] };
}

/** Calls the layers of a model, and of models within it, each after those that it reads. */
class Walk {
  readonly #builder: GraphBuilder;
  readonly #weights: WeightStore;
  readonly #fileName: string;
  readonly #violations: ViolationList;

  constructor(builder: GraphBuilder, weights: WeightStore, fileName: string, violations: ViolationList) {
    this.#builder = builder;
    this.#weights = weights;
    this.#fileName = fileName;
    this.#violations = violations;
  }

  /** Values of the outputs; null where something was wrong, which the violations then say. */
  run(model: KerasModel, inputs: readonly Signal[], prefix: string): (Signal | null)[] {
    const valueOf = new Map<string, Signal | null>();
    model.inputs.forEach((value, k) => {
      valueOf.set(keyOf({ ...value, call: -1 }), inputs[k] ?? null);
    });
    const waiting = model.layers.flatMap((layer) => {
      const calls = layer.calls.length === 0 ? [[]] : layer.calls;
      return calls.map((reads, call) => ({ layer, reads, call }));
    });
    for (let before = -1; waiting.length !== before;) {
      before = waiting.length;
      const rest = waiting.filter(({ layer, reads, call }) => {
        const isFed = reads.length === 0 && model.inputs.some((input) => input.layer === layer.name);
        const ready = isFed || (reads.length > 0 && reads.every((value) => valueOf.has(keyOf(value))));
        if (!ready) return true;
        const signals = isFed
          ? [valueOf.get(keyOf({ layer: layer.name, call: -1 }))!]
          : reads.map((value) => valueOf.get(keyOf(value))!);
        valueOf.set(keyOf({ layer: layer.name, call }), this.#call(layer, signals, prefix));
        return false;
      });
      waiting.splice(0, waiting.length, ...rest);
    }
    return model.outputs.map((output) => {
      const value = valueOf.get(keyOf(output));
      if (value !== undefined) return value;
      this.#stuck(
        waiting.map(({ layer }) => layer.name),
        output,
      );
      return null;
    });
  }

  #call(layer: KerasLayer, signals: readonly (Signal | null)[], prefix: string): Signal | null {
    const where = `${this.#fileName}: layer ${quoted(prefix + layer.name)} (${layer.kind.slice(0, 40)})`;
    return orRefuse(this.#violations, where, () => {
      const known = signals.filter((signal) => signal !== null);
      if (known.length < signals.length) {
        const refusal = layer.inner === null ? refusalOfKind(layer.kind) : null;
        if (refusal !== null) throw refusal;
        return null;
      }
      if (layer.inner !== null) return this.run(layer.inner, known, `${prefix}${layer.name}/`)[0];
      this.#builder.node = prefix + layer.name;
      return callLayer({
        builder: this.#builder,
        kind: layer.kind,
        name: layer.name,
        config: layer.config,
        inputs: known,
        weights: this.#weights,
      });
    });
  }

  #stuck(waiting: readonly string[], output: KerasValue): void {
    const where = `${this.#fileName}: layer ${quoted(waiting[0] ?? output.layer)}`;
    orRefuse(this.#violations, where, () => {
      throw new Refusal(
        'E1805',
        waiting.length === 0
          ? 'the output names a call of a layer that is not there.'
          : `what it reads is never computed: a cycle, or a layer that is not there, among ${waiting.slice(0, 5).join(', ')}.`,
        'Recurrent networks cannot be read; otherwise save the model again.',
      );
    });
  }
}

function keyOf({ layer, call }: KerasValue): string {
  return `${call} ${layer}`;
}
