import type { PopulationSpec, ProjectionSpec } from '@nmap/ir';
import { grouped, quoted } from '../../input-error.ts';
import { uniform } from '../../linear/chain.ts';
import { isList, type Branch, type Tree } from './attributes.ts';

export interface GroupEdge {
  readonly projection: ProjectionSpec;
  /** Groups whose neurons a convolution gives a shape. */
  readonly shaped: readonly PopulationSpec[];
}

type Fault = (message: string) => void;

/** The projection of an edge between groups; reports what is wrong, and returns null. */
export function groupEdge(
  source: PopulationSpec,
  target: PopulationSpec,
  attributes: Branch,
  fault: Fault,
): GroupEdge | null {
  const { type } = attributes;
  if (type === 'dense') return dense(source, target, attributes, fault);
  if (type === 'sparse') return sparse(source, target, attributes, fault);
  if (type === 'conv2d') return conv2d(source, target, attributes, fault);
  const given = typeof type === 'string' ? quoted(type) : 'missing';
  fault(`the type is ${given}: dense, sparse and conv2d are known.`);
  return null;
}

function dense(from: PopulationSpec, to: PopulationSpec, attributes: Branch, fault: Fault): GroupEdge | null {
  const count = from.size * to.size;
  const values = valuesOf(attributes, count, fault);
  if (values === null) return null;
  return { projection: { from: from.id, to: to.id, connector: 'all-to-all', ...values }, shaped: [] };
}

function sparse(
  from: PopulationSpec,
  to: PopulationSpec,
  attributes: Branch,
  fault: Fault,
): GroupEdge | null {
  const pairs = attributes['source_target_pairs'];
  const entries = isList(pairs) ? Array.from(pairs) : null;
  if (entries === null || !entries.every((pair) => isPair(pair))) {
    fault('"source_target_pairs" is a list of pairs [source, target].');
    return null;
  }
  const pre = Uint32Array.from(entries, (pair) => pair[0]);
  const post = Uint32Array.from(entries, (pair) => pair[1]);
  const values = valuesOf(attributes, entries.length, fault);
  if (values === null) return null;
  return { projection: { from: from.id, to: to.id, connector: 'list', pre, post, ...values }, shaped: [] };
}

function conv2d(
  from: PopulationSpec,
  to: PopulationSpec,
  attributes: Branch,
  fault: Fault,
): GroupEdge | null {
  const read = (key: string, usual?: number): number => {
    const value = attributes[key] ?? usual;
    if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 2 ** 24) return value;
    fault(`${quoted(key)} has to be a whole number above 0.`);
    return NaN;
  };
  const [rows, columns, channels] = [read('input_height'), read('input_width'), read('input_channels')];
  const [high, wide, kernels] = [read('kernel_height'), read('kernel_width'), read('kernel_count')];
  const [down, along] = [read('stride_height', 1), read('stride_width', 1)];
  const outRows = Math.floor((rows - high) / down) + 1;
  const outColumns = Math.floor((columns - wide) / along) + 1;
  if (!Number.isFinite(outRows + outColumns + channels + kernels)) return null;
  for (const [group, count, what] of [
    [from, channels * rows * columns, 'reads'],
    [to, kernels * outRows * outColumns, 'makes'],
  ] as const)
    if (count !== group.size) {
      fault(
        `the convolution ${what} ${grouped(count)} neurons, ${quoted(group.id)} has ${grouped(group.size)}.`,
      );
      return null;
    }
  const values = valuesOf(attributes, high * wide * channels * kernels, fault);
  if (values === null) return null;
  const { weight, delayMs } = values;
  if (delayMs !== undefined && typeof delayMs !== 'number') {
    fault('the delays of a convolution are not all the same, which no connector says.');
    return null;
  }
  return {
    projection: {
      from: from.id,
      to: to.id,
      connector: 'conv2d',
      kernel: [high, wide],
      stride: [down, along],
      ...(weight === undefined
        ? {}
        : {
            weight: typeof weight === 'number' ? weight : outermost(weight, high * wide, channels, kernels),
          }),
      ...(delayMs === undefined ? {} : { delayMs }),
    },
    shaped: [
      { ...from, shape: [channels, rows, columns] },
      { ...to, shape: [kernels, outRows, outColumns] },
    ],
  };
}

/** [row and column][in][out] as [out][in][row and column]. */
function outermost(kernel: Float64Array, taps: number, channels: number, kernels: number): Float64Array {
  const turned = new Float64Array(kernel.length);
  let at = 0;
  for (let out = 0; out < kernels; out++)
    for (let channel = 0; channel < channels; channel++)
      for (let tap = 0; tap < taps; tap++) turned[at++] = kernel[(tap * channels + channel) * kernels + out];
  return turned;
}

type Values = { weight?: number | Float64Array; delayMs?: number | Float64Array };

/** Weights and delays, one for each synapse that the edge lists; a longer list has values that nothing reads. */
function valuesOf(attributes: Branch, count: number, fault: Fault): Values | null {
  const values: Values = {};
  for (const [key, name] of [
    ['weight', 'weight'],
    ['delay', 'delayMs'],
  ] as const) {
    const given = attributes[key];
    if (given === undefined) continue;
    const numbers = isList(given) ? Float64Array.from(given, numberOf) : null;
    if (numbers === null || numbers.length < count || !numbers.every((value) => Number.isFinite(value))) {
      fault(
        `${quoted(key)} has to be a list of ${grouped(count)} numbers, found ${numbers === null ? 'none' : grouped(numbers.length)}.`,
      );
      return null;
    }
    if (count > 0) values[name] = uniform(numbers.subarray(0, count));
  }
  return values;
}

/** NaN where it is none; a list in a list is none. */
function numberOf(value: Tree): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN;
}

function isPair(value: Tree): value is readonly [number, number] {
  if (!isList(value) || value.length !== 2) return false;
  return [value[0], value[1]].every(
    (end) => Number.isInteger(end) && (end as number) >= 0 && (end as number) < 2 ** 32,
  );
}
