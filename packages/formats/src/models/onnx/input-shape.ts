import { quoted, type ViolationList } from '../../input-error.ts';
import { shapeText } from '../graph/refusal.ts';
import type { ModelOptions } from '../model-file.ts';
import { ELEMENT, elementName, type GraphProto, type NodeProto, type TensorProto } from './plain-model.ts';

export interface OnnxInput {
  readonly name: string;
  /** With a batch of one sample. */
  readonly shape: readonly number[];
  /** Without the batch axis. */
  readonly sample: readonly number[];
  /** As the file has it, open sizes filled in. */
  readonly fullShape: readonly number[];
  /** Batch that the file fixes; 1 where it is open. */
  readonly batch: number;
  /** Whether the batch is open, or larger than one. */
  readonly isBatched: boolean;
}

/** The one input that needs a sample; null where there is none or several, or sizes stay open. */
export function inputOf(
  graph: GraphProto,
  nodes: readonly NodeProto[],
  initializers: ReadonlyMap<string, TensorProto>,
  options: ModelOptions,
  fileName: string,
  violations: ViolationList,
): OnnxInput | null {
  const read = new Set(nodes.flatMap((node) => node.input));
  const fed = graph.input.filter(({ name }) => !initializers.has(name) && read.has(name));
  if (fed.length !== 1) {
    const names = fed.slice(0, 10).map(({ name }) => quoted(name));
    violations.error(
      'E1810',
      fileName,
      fed.length === 0
        ? 'its output depends on no input.'
        : `it has ${fed.length} inputs: ${names.join(', ')}; one is needed.`,
      {
        hint:
          fed.length === 0
            ? 'Is this the model that was trained?'
            : 'Export the model with the image as its only input.',
      },
    );
    return null;
  }
  const [{ name, type }] = fed;
  const where = `${fileName}: input ${quoted(name)}`;
  const tensor = type?.value.case === 'tensorType' ? type.value.value : null;
  if (tensor !== null && [ELEMENT.string, ELEMENT.bool].some((kind) => kind === tensor.elemType)) {
    violations.error('E1810', where, `it takes ${elementName(tensor.elemType)}; numbers are needed.`, {
      hint: 'Export the model behind its preprocessing.',
    });
    return null;
  }
  const dims =
    tensor?.shape?.dim.map(({ value }) =>
      value.case === 'dimValue' && value.value > 0n ? Number(value.value) : null,
    ) ?? null;
  const shape = filled(dims, options.inputShape ?? null);
  if (shape === null) {
    const said =
      dims === null
        ? 'the file does not say its shape'
        : `its shape is [${dims.map((length) => length ?? '?').join(', ')}]`;
    violations.error(
      'E1810',
      where,
      options.inputShape === undefined
        ? `${said}: only the number of samples may be open.`
        : `${said}, which ${shapeText(options.inputShape)} does not fit.`,
      {
        hint: 'Give the shape of a sample (--input-shape, without the batch), or export the model with fixed sizes.',
      },
    );
    return null;
  }
  const batched = shape.length > 1;
  const sample = batched ? shape.slice(1) : shape;
  return {
    name,
    shape: batched ? [1, ...sample] : shape,
    sample,
    fullShape: shape,
    batch: batched ? shape[0] : 1,
    isBatched: batched && (dims?.[0] ?? 2) !== 1,
  };
}

/** The shape with every size known; an open batch is one sample. Null where that cannot be said. */
function filled(dims: readonly (number | null)[] | null, given: readonly number[] | null): number[] | null {
  if (dims === null) return given === null ? null : [1, ...given];
  if (given !== null) {
    const lead = dims.length - given.length;
    const fits =
      (lead === 0 || lead === 1) && given.every((length, axis) => [null, length].includes(dims[axis + lead]));
    return fits ? [...dims.slice(0, lead).map((length) => length ?? 1), ...given] : null;
  }
  const shape = dims.map((length, axis) => length ?? (axis === 0 && dims.length > 1 ? 1 : null));
  return shape.every((length) => length !== null) ? shape : null;
}
