import { inputError, quoted, ViolationList } from '../../input-error.ts';
import { finishGraph } from '../graph/finish.ts';
import { GraphBuilder } from '../graph/graph-builder.ts';
import { Refusal } from '../graph/refusal.ts';
import { signalOf } from '../graph/signal.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { ModelOptions } from '../model-file.ts';
import { noteGraph, orRefuse, type ReadGraph } from '../read-graph.ts';
import { decodeModel } from './decode-model.ts';
import { decodeTensor } from './decode-tensor.ts';
import { externalData } from './external-data.ts';
import { inputOf, type OnnxInput } from './input-shape.ts';
import { NodeCall, UNKNOWN, constant, values, type OnnxValue } from './node-call.ts';
import { nodePlace, orderNodes } from './order-nodes.ts';
import {
  isStandardDomain,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
} from './plain-model.ts';
import { FOLDS, RULES } from './rules/table.ts';
import { onActivations, unsupported } from '../unsupported.ts';

/** Oldest version of the operators whose meaning is known here. */
const OLDEST_OPSET = 7;
/** Names that exporters give when they have none. */
const NO_NAMES = /^(main_graph|torch[-_]jit(-export)?|torch-export|tf2onnx|graph|model|main)?$/i;
/** More than the deepest networks have. */
const MAX_NODES = 20_000;
/** Most bytes of all weights together. */
const MAX_WEIGHT_BYTES = 2 ** 31;

/**
 * Reads an ONNX model. Everything that cannot be read is reported at once.
 * @param path where files of weights are looked for; null for a pipe.
 */
export async function readOnnx(
  bytes: Uint8Array,
  fileName: string,
  path: string | null,
  options: ModelOptions,
): Promise<ReadGraph> {
  const model = await decodeModel(bytes, fileName);
  const graph = model.graph!;
  const violations = new ViolationList();
  const opset = opsetOf(model, fileName, violations);
  const output = outputOf(graph, options, fileName);
  const initializers = initializersOf(graph, fileName, violations);
  const known = new Set([...initializers.keys(), ...graph.input.map(({ name }) => name)]);
  const nodes = orderNodes(graph, output, known, fileName, violations);
  if (nodes.length > MAX_NODES) {
    violations.error(
      'E1809',
      fileName,
      `the graph has ${nodes.length} nodes, at most ${MAX_NODES} are read.`,
      {
        have: nodes.length,
        need: MAX_NODES,
        hint: 'Simplify the model before, so that constants are computed ahead (onnxsim).',
      },
    );
  }
  violations.throwIfFailed(fileName);
  const tensors = await decodeConstants(nodes, initializers, path, fileName, violations);
  const input = inputOf(graph, nodes, initializers, options, fileName, violations);
  if (input === null) throw violations.asError(fileName);
  const context = { nodes, output, tensors, opset, fileName, name: graph.name };
  const read = interpret(context, input, violations);
  if (read !== null) return read;
  // An axis of fixed length in front may be no batch.
  if (input.batch > 1) {
    const again = interpret(
      context,
      { ...input, batch: 1, isBatched: false, shape: input.fullShape, sample: input.fullShape },
      new ViolationList(),
    );
    if (again !== null) return again;
  }
  throw violations.asError(fileName);
}

interface Context {
  readonly nodes: readonly NodeProto[];
  readonly output: string;
  readonly tensors: ReadonlyMap<string, Tensor | null>;
  readonly opset: number;
  readonly fileName: string;
  readonly name: string;
}

/** The layers; null where something was wrong, which `violations` then says. */
function interpret(context: Context, input: OnnxInput, violations: ViolationList): ReadGraph | null {
  const { nodes, output, opset, fileName } = context;
  const builder = new GraphBuilder();
  builder.node = input.name;
  const made = orRefuse(violations, `${fileName}: input ${quoted(input.name)}`, () =>
    builder.add(input.sample.length === 3 ? input.sample : [input.sample.reduce((a, b) => a * b, 1)], [], {
      kind: 'input',
    }),
  );
  if (made === null) return null;
  const valueOf = new Map<string, OnnxValue>([[input.name, values(signalOf(made, input.shape))]]);
  for (const [name, tensor] of context.tensors)
    valueOf.set(name, tensor === null ? UNKNOWN : constant(tensor));
  const readValues = new Set([output, ...nodes.flatMap((node) => node.input)]);
  for (const node of nodes) {
    const where = nodePlace(fileName, node);
    builder.node = node.name === '' ? (node.output[0] ?? node.opType) : node.name;
    const results = orRefuse(violations, where, () => {
      const inputs = node.input.map((value) => (value === '' ? null : (valueOf.get(value) ?? UNKNOWN)));
      const rule = ruleOf(node, inputs);
      if (inputs.some((value) => value?.kind === 'unknown')) return null;
      return rule(
        new NodeCall(node, inputs, {
          builder,
          opset,
          batch: input.batch,
          isBatched: input.isBatched,
          decode: (tensor) => decodeTensor(tensor, null),
          isRead: (value) => readValues.has(value),
        }),
      );
    });
    node.output.forEach((value, k) => valueOf.set(value, results?.[k] ?? UNKNOWN));
  }
  const end = valueOf.get(output)!;
  if (end.kind !== 'signal') {
    if (!violations.failed) {
      violations.error('E1810', `${fileName}: output ${quoted(output)}`, 'it does not depend on the input.', {
        hint: 'Is this the output of the network?',
      });
    }
    return null;
  }
  const graph = orRefuse(violations, `${fileName}: output ${quoted(output)}`, () =>
    finishGraph(builder, end.signal, context.name, (layer, { code, message, hint }) => {
      violations.error(code, `${fileName}: layer ${quoted(layer)}`, message, { hint });
    }),
  );
  if (graph === null || violations.failed) return null;
  noteGraph(graph, violations, fileName);
  return {
    graph,
    input: { name: input.name, shape: input.sample, order: graph.inputOrder },
    name: NO_NAMES.test(context.name) ? null : context.name,
    notes: violations,
  };
}

function ruleOf(node: NodeProto, inputs: readonly (OnnxValue | null)[]): (call: NodeCall) => OnnxValue[] {
  const { opType: op, domain } = node;
  if (!isStandardDomain(domain)) throw unsupported(op, domain);
  // What is unknown may be either: only what has no rule at all is refused.
  if (inputs.every((value) => value?.kind !== 'signal')) {
    const fold =
      FOLDS.get(op) ?? (inputs.some((value) => value?.kind === 'unknown') ? RULES.get(op) : undefined);
    if (fold !== undefined) return fold;
    if (RULES.has(op)) {
      throw new Refusal(
        'E1804',
        'it computes with constants only, which is not done here.',
        'Simplify the model before, so that constants are computed ahead (onnxsim).',
      );
    }
    throw unsupported(op, '');
  }
  const rule = RULES.get(op);
  if (rule !== undefined) return rule;
  throw onActivations(op) ?? unsupported(op, '');
}

function opsetOf(model: ModelProto, fileName: string, violations: ViolationList): number {
  const versions = model.opsetImport
    .filter(({ domain }) => isStandardDomain(domain))
    .map(({ version }) => Number(version));
  const opset = versions.length === 0 ? 0 : Math.max(...versions);
  if (opset < OLDEST_OPSET) {
    violations.error(
      'E1811',
      fileName,
      opset === 0
        ? 'it names no version of the ONNX operators (opset).'
        : `its operators are of version (opset) ${opset}, at least ${OLDEST_OPSET} is needed.`,
      {
        have: opset,
        need: OLDEST_OPSET,
        hint:
          opset === 0
            ? 'Was it written completely? Export the model again.'
            : 'Export the model again with opset_version=13, or convert it with onnx.version_converter.',
      },
    );
  }
  return opset;
}

function outputOf(graph: GraphProto, options: ModelOptions, fileName: string): string {
  const names = graph.output.map(({ name }) => name);
  const { output } = options;
  if (output !== undefined) {
    if (names.includes(output) || graph.node.some((node) => node.output.includes(output))) return output;
    throw inputError(
      'E1810',
      fileName,
      `no value is called ${quoted(output)}.`,
      `Its outputs are ${names.slice(0, 10).map(quoted).join(', ')}.`,
    );
  }
  if (names.length === 1) return names[0];
  throw inputError(
    'E1810',
    fileName,
    names.length === 0
      ? 'the graph has no output.'
      : `the graph has ${names.length} outputs: ${names.slice(0, 10).map(quoted).join(', ')}; one is needed.`,
    names.length === 0
      ? 'Export the model again.'
      : 'Name one (--output-name), or export the model with the logits as its only output.',
  );
}

function initializersOf(
  graph: GraphProto,
  fileName: string,
  violations: ViolationList,
): Map<string, TensorProto> {
  const found = new Map<string, TensorProto>();
  for (const tensor of graph.initializer) {
    if (found.has(tensor.name)) {
      violations.error(
        'E1805',
        `${fileName}: constant ${quoted(tensor.name)}`,
        'there are two constants of this name.',
        {
          hint: 'The file is damaged: export the model again.',
        },
      );
    }
    found.set(tensor.name, tensor);
  }
  for (const sparse of graph.sparseInitializer) {
    violations.error(
      'E1806',
      `${fileName}: constant ${quoted(sparse.values?.name ?? '')}`,
      'its numbers are sparse, which is not read.',
      {
        hint: 'Export the model with dense weights.',
      },
    );
  }
  return found;
}

/** Whether its numbers lie in another file: the value EXTERNAL of the field. */
function isOutside(tensor: TensorProto): boolean {
  return Number(tensor.dataLocation) === 1;
}

/** Numbers of the constants that some node reads; null where they are broken. */
async function decodeConstants(
  nodes: readonly NodeProto[],
  initializers: ReadonlyMap<string, TensorProto>,
  path: string | null,
  fileName: string,
  violations: ViolationList,
): Promise<Map<string, Tensor | null>> {
  const decoded = new Map<string, Tensor | null>();
  let outsideBytes = 0;
  for (const name of new Set(nodes.flatMap((node) => node.input))) {
    const tensor = initializers.get(name);
    if (tensor === undefined) continue;
    const where = `${fileName}: constant ${quoted(name)}`;
    let outside: Uint8Array | null = null;
    try {
      if (isOutside(tensor)) {
        outside = await externalData(tensor, path);
        outsideBytes += outside.length;
        if (outsideBytes > MAX_WEIGHT_BYTES) {
          throw new Refusal(
            'E1809',
            'all weights together take more than 2 GB.',
            'No chip holds so many weights: use a smaller model.',
          );
        }
      }
      decoded.set(name, decodeTensor(tensor, outside));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      violations.error(error.code, where, error.message, { hint: error.hint });
      decoded.set(name, null);
      if (error.code === 'E1809') break;
    }
  }
  return decoded;
}
