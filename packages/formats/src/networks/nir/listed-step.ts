import { shapeText, type Numbers } from '../../hdf5/open-hdf5.ts';
import { grouped } from '../../input-error.ts';
import type { Step } from '../../linear/step.ts';
import type { Defects } from '../common/defects.ts';
import type { NirNode } from './graph.ts';
import { OWN } from './own-metadata.ts';

/** A matrix of which only some entries are synapses. */
export function listedStep(
  node: NirNode,
  weight: Numbers,
  synapses: Numbers,
  input: readonly number[],
  { violations }: Defects,
): Step | null {
  const fault = (message: string): null => {
    violations.error('E1853', `${node.where}/metadata/${OWN.synapses}`, message);
    return null;
  };
  const [outputs, inputs] = weight.shape.slice(-2);
  if (synapses.data.length !== weight.data.length)
    return fault(
      `it has ${grouped(synapses.data.length)} values (${shapeText(synapses.shape)}), the weight ${grouped(weight.data.length)} (${shapeText(weight.shape)}).`,
    );
  // Row by row, as they lie in memory. next[input] = place of its next synapse, counted first.
  const next = new Uint32Array(inputs + 1);
  for (let at = 0, i = 0; at < weight.data.length; at++, i = i + 1 === inputs ? 0 : i + 1) {
    const one = synapses.data[at];
    if (one === 1) next[i + 1]++;
    else if (one !== 0 || weight.data[at] !== 0)
      return fault(
        `value ${at} is ${one} where the weight is ${weight.data[at]}, must be 1 for a synapse, or 0 where there is none, of the weight 0.`,
      );
  }
  for (let i = 0; i < inputs; i++) next[i + 1] += next[i];
  const pre = new Uint32Array(next[inputs]);
  const post = new Uint32Array(next[inputs]);
  const listed = new Float64Array(next[inputs]);
  for (let o = 0, at = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++, at++) {
      if (synapses.data[at] === 0) continue;
      const k = next[i]++;
      pre[k] = i;
      post[k] = o;
      listed[k] = weight.data[at];
    }
  }
  return { kind: 'list', input, output: [outputs], pre, post, weight: listed };
}
