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
  const wrong = synapses.data.findIndex((one, k) => one !== 1 && (one !== 0 || weight.data[k] !== 0));
  if (wrong >= 0)
    return fault(
      `value ${wrong} is ${synapses.data[wrong]} where the weight is ${weight.data[wrong]}, must be 1 for a synapse, or 0 where there is none, of the weight 0.`,
    );
  const count = synapses.data.reduce((sum, one) => sum + one, 0);
  const pre = new Uint32Array(count);
  const post = new Uint32Array(count);
  const listedWeight = new Float64Array(count);
  for (let i = 0, k = 0; i < inputs; i++) {
    for (let o = 0; o < outputs; o++) {
      const at = o * inputs + i;
      if (synapses.data[at] === 0) continue;
      pre[k] = i;
      post[k] = o;
      listedWeight[k++] = weight.data[at];
    }
  }
  return { kind: 'list', input, output: [outputs], pre, post, weight: listedWeight };
}
