import type { Connector, PerSynapse } from '@nmap/ir';
import { fold } from './fold.ts';
import { entriesOf, sizeOf, visitEntries, type Step, type Window } from './step.ts';

/** A chain of layers without neurons as the synapses between the two populations at its ends. */
export type Synapses = Connector & { readonly weight: PerSynapse; readonly delayMs?: PerSynapse };

/** Shapes that the populations at the ends must have for a window to slide over them. */
export interface Images {
  readonly input: readonly number[];
  readonly output: readonly number[];
}

export interface Chain {
  readonly synapses: Synapses;
  /** null where any shape will do. */
  readonly images: Images | null;
}

/** Synapses that are written one by one where no connector does. */
const MAX_LISTED = 50_000_000;

/**
 * What joins the source of a chain to its target. Structure is kept where the whole chain is one connector;
 * else its synapses are listed, those that fall on one pair summed. null: there would be too many.
 * @param input shape of the source; the chain may be empty.
 */
export function synapsesOfChain(steps: readonly Step[], input: readonly number[]): Chain | null {
  const delays = steps.filter((step) => step.kind === 'delay');
  // One delay for all can stand anywhere in the chain, single ones are followed synapse by synapse.
  const common = delays.every(({ delayMs }) => delayMs.every((value) => value === delayMs[0]));
  const one = folded(
    steps.filter((step) => step.kind !== 'delay'),
    input,
  );
  if (one !== null && common) {
    const delayMs = delays.reduce((sum, step) => sum + step.delayMs[0], 0);
    const synapses = connectorOf(one);
    const images =
      one.kind === 'conv' || one.kind === 'pool' ? { input: one.input, output: one.output } : null;
    if (synapses !== null) return { synapses: delayMs > 0 ? { ...synapses, delayMs } : synapses, images };
  }
  return listChain(steps, input);
}

/** The same, synapse by synapse. */
export function listChain(steps: readonly Step[], input: readonly number[]): Chain | null {
  const synapses = listed(steps, sizeOf(input));
  return synapses === null ? null : { synapses, images: null };
}

function folded(steps: readonly Step[], input: readonly number[]): Step | null {
  let one: Step = { kind: 'same', input, output: input };
  for (const step of steps) {
    const both = fold(one, step);
    if (both === null) return null;
    one = both;
  }
  return one;
}

function connectorOf(step: Step): Synapses | null {
  if (step.kind === 'same') return { connector: 'one-to-one', weight: 1 };
  if (step.kind === 'scale') return { connector: 'one-to-one', weight: uniform(step.factor) };
  if (step.kind === 'dense') {
    const [inputs, outputs] = [sizeOf(step.input), sizeOf(step.output)];
    const weight = new Float64Array(inputs * outputs);
    for (let i = 0; i < inputs; i++)
      for (let o = 0; o < outputs; o++) weight[i * outputs + o] = step.weight[o * inputs + i];
    return { connector: 'all-to-all', weight: uniform(weight) };
  }
  if (step.kind === 'list')
    return { connector: 'list', pre: step.pre, post: step.post, weight: uniform(step.weight) };
  if (step.kind === 'delay') return null;
  const { kernel, stride, padding, dilation } = step.window;
  if (!fitsWithoutMore(step)) return null;
  if (step.kind === 'pool') return { connector: 'pool2d', kernel, stride, padding, weight: step.factor };
  return {
    connector: 'conv2d',
    kernel,
    stride,
    padding,
    ...(dilation.some((value) => value !== 1) ? { dilation } : {}),
    ...(step.groups === 1 ? {} : { groups: step.groups }),
    weight: uniform(step.weight),
  };
}

/** The connectors pad alike on both sides: where one position more behind the image makes an output more, they do not fit. */
function fitsWithoutMore({
  input,
  output,
  window,
}: {
  input: readonly number[];
  output: readonly number[];
  window: Window;
}): boolean {
  return [0, 1].every((axis) => {
    const span = window.dilation[axis] * (window.kernel[axis] - 1) + 1;
    const length = input[axis + 1] + 2 * window.padding[axis];
    return Math.floor((length - span) / window.stride[axis]) + 1 === output[axis + 1];
  });
}

/** Row by row, so that only one source's synapses are held in a map. */
function listed(steps: readonly Step[], inputs: number): Synapses | null {
  const rows = steps.map(rowsOf);
  if (rows.includes(null)) return null;
  const pre: number[] = [];
  const post: number[] = [];
  const weight: number[] = [];
  const delayMs: number[] = [];
  const delayed = steps.some(({ kind }) => kind === 'delay');
  for (let source = 0; source < inputs; source++) {
    // Synapses that arrive at different times stay apart.
    let reached = new Map<string, { at: number; weight: number; delay: number }>([
      [`${source} 0`, { at: source, weight: 1, delay: 0 }],
    ]);
    steps.forEach((step, k) => {
      const { start, target, factor } = rows[k]!;
      const next: typeof reached = new Map();
      for (const { at, weight: sum, delay } of reached.values()) {
        const later = step.kind === 'delay' ? delay + step.delayMs[at] : delay;
        for (let e = start[at]; e < start[at + 1]; e++) {
          const key = `${target[e]} ${later}`;
          const known = next.get(key);
          if (known === undefined) next.set(key, { at: target[e], weight: sum * factor[e], delay: later });
          else known.weight += sum * factor[e];
        }
      }
      reached = next;
    });
    const sorted = [...reached.values()].sort((a, b) => a.at - b.at || a.delay - b.delay);
    for (const entry of sorted) {
      pre.push(source);
      post.push(entry.at);
      weight.push(entry.weight);
      delayMs.push(entry.delay);
    }
    if (pre.length > MAX_LISTED) return null;
  }
  return {
    connector: 'list',
    pre: Uint32Array.from(pre),
    post: Uint32Array.from(post),
    weight: uniform(Float64Array.from(weight)),
    ...(delayed ? { delayMs: uniform(Float64Array.from(delayMs)) } : {}),
  };
}

/** The entries of a step by input; null where there are too many. */
function rowsOf(step: Step): { start: Float64Array; target: Uint32Array; factor: Float64Array } | null {
  const inputs = sizeOf(step.input);
  // Known without a visit, which would take long and much memory where they are too many.
  if ((entriesOf(step) ?? 0) > MAX_LISTED) return null;
  const start = new Float64Array(inputs + 1);
  visitEntries(step, (input) => {
    start[input + 1]++;
  });
  for (let k = 0; k < inputs; k++) start[k + 1] += start[k];
  if (start[inputs] > MAX_LISTED) return null;
  const next = start.slice();
  const target = new Uint32Array(start[inputs]);
  const factor = new Float64Array(start[inputs]);
  visitEntries(step, (input, output, weight) => {
    const at = next[input]++;
    target[at] = output;
    factor[at] = weight;
  });
  return { start, target, factor };
}

/** The one number that a list says over and over, or the list. */
export function uniform(values: Float64Array): number | Float64Array {
  return values.length > 0 && values.every((value) => value === values[0]) ? values[0] : values;
}
