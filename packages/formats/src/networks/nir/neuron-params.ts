import { exp } from '@nmap/kernels';
import { uniform } from '../../linear/chain.ts';
import type { ViolationList } from '../../input-error.ts';
import type { NirNode } from './graph.ts';
import { allToMs } from './to-step.ts';

type Params = Readonly<Record<string, number | Float64Array>>;

/** Model and parameters of a population. */
export interface Neurons {
  readonly model: string;
  readonly params: Params;
}

/**
 * Parameters in the units of our LIF, where one step of it does what the node does in `timestepMs` with a constant
 * input: v = a v + (1 - a) (v_leak + R I), a = exp(-dt / tau), so that with v' = v / g, g = (1 - a) R, it is
 * v' = a v' + v_leak / R + I. Weights stay as the file has them, thresholds and resets are divided by g. For IF and I,
 * which have no time constant, g = R: an input of one step adds R I, as the tools that write them compute it.
 * CubaLIF and CubaLI have a second state, which our LIF has not: their parameters are kept under their names, times in ms.
 * @param bias constant input of each neuron; all 0 where there is none.
 */
export function neuronsOf(
  node: NirNode,
  size: number,
  bias: Float64Array,
  timestepMs: number,
  violations: ViolationList,
): Neurons {
  const value = (key: string, usual: number): Float64Array => {
    const given = node.values.get(key)?.data ?? Float64Array.of(usual);
    return given.length === 1 ? new Float64Array(size).fill(given[0]) : given;
  };
  const constant = bias.some((each) => each !== 0) ? { bias: uniform(bias) } : {};
  if (node.type === 'Threshold')
    return { model: 'lif', params: { threshold: uniform(value('threshold', 0)), leak: 0, ...constant } };
  if (node.type === 'CubaLIF' || node.type === 'CubaLI') return cuba(node, value, constant);
  const resistance = value('r', 1);
  const wrong = resistance.findIndex((each) => !(each > 0));
  if (wrong >= 0) {
    violations.error(
      'E1853',
      `${node.where}/r`,
      `r of neuron ${wrong} is ${resistance[wrong]}, must be above 0.`,
    );
    return { model: 'lif', params: {} };
  }
  const leaky = node.type === 'LIF' || node.type === 'LI';
  const tau = value('tau', 1);
  const bad = tau.findIndex((each) => !(each > 0));
  if (leaky && bad >= 0) {
    violations.error('E1853', `${node.where}/tau`, `tau of neuron ${bad} is ${tau[bad]} s, must be above 0.`);
    return { model: 'lif', params: {} };
  }
  const tauMs = allToMs(tau);
  const gain = leaky ? tauMs.map((each, k) => (1 - exp(-timestepMs / each)) * resistance[k]) : resistance;
  const leak = value('v_leak', 0);
  const drift = bias.map((each, k) => each + (leaky ? leak[k] / resistance[k] : 0));
  const params = {
    ...(leaky ? { tauMs: uniform(tauMs) } : {}),
    ...(drift.some((each) => each !== 0) ? { bias: uniform(drift) } : {}),
  };
  if (node.type === 'LI' || node.type === 'I') return { model: 'integrator', params };
  const reset = value('v_reset', 0).map((each, k) => each / gain[k]);
  return {
    model: leaky ? 'lif' : 'if',
    params: {
      threshold: uniform(value('v_threshold', 1).map((each, k) => each / gain[k])),
      ...(reset.some((each) => each !== 0) ? { reset: uniform(reset) } : {}),
      ...params,
    },
  };
}

function cuba(node: NirNode, value: (key: string, usual: number) => Float64Array, constant: Params): Neurons {
  const params = {
    tauMs: uniform(allToMs(value('tau_mem', 1))),
    tauSynMs: uniform(allToMs(value('tau_syn', 1))),
    resistance: uniform(value('r', 1)),
    inputWeight: uniform(value('w_in', 1)),
    rest: uniform(value('v_leak', 0)),
  };
  if (node.type === 'CubaLI') return { model: 'cuba-li', params: { ...params, ...constant } };
  return {
    model: 'cuba-lif',
    params: {
      threshold: uniform(value('v_threshold', 1)),
      reset: uniform(value('v_reset', 0)),
      ...params,
      ...constant,
    },
  };
}
