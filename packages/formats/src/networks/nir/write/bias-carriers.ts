import type { NetworkSpec } from '@nmap/ir';
import { quoted, type ViolationList } from '../../../input-error.ts';
import type { Layout } from './layout.ts';

/** What each projection adds to its target in every step, by its index. A matrix has a bias for each neuron, a convolution for each channel. */
export function biasCarriers(
  { projections }: NetworkSpec,
  { forms }: Layout,
  biases: ReadonlyMap<string, Float64Array>,
  violations: ViolationList,
): ReadonlyMap<number, Float64Array> {
  const carriers = new Map<number, Float64Array>();
  for (const [id, bias] of biases) {
    const onto = forms
      .map((form, index) => ({ form, index }))
      .filter(({ index }) => projections[index].to === id);
    const matrix = onto.find(({ form: { kind } }) => kind === 'dense' || kind === 'matrix');
    if (matrix !== undefined) {
      carriers.set(matrix.index, bias);
      continue;
    }
    for (const { form, index } of onto) {
      const each = form.kind === 'conv' ? byChannel(bias, form.output[0]) : null;
      if (each === null) continue;
      carriers.set(index, each);
      break;
    }
    if (onto.some(({ index }) => carriers.has(index))) continue;
    violations.error(
      'E1693',
      `population ${quoted(id)}`,
      'its neurons have a bias, and no layer leads to them that could add it: in NIR it belongs to a matrix, or by channel to a convolution.',
      { hint: 'Give it a tauMs, whose leak potential says the same, or a dense projection onto it.' },
    );
  }
  return carriers;
}

/** One bias for each channel; null where they differ inside one. */
function byChannel(bias: Float64Array, channels: number): Float64Array | null {
  const area = bias.length / channels;
  const each = Float64Array.from({ length: channels }, (_, channel) => bias[channel * area]);
  return bias.every((value, k) => value === each[Math.floor(k / area)]) ? each : null;
}
