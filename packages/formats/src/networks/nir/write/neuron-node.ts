import type { NetworkSpec, PopulationSpec } from '@nmap/ir';
import { exp, log } from '@nmap/kernels';
import { quoted, type ViolationList } from '../../../input-error.ts';
import { allToMs } from '../to-step.ts';
import { beforeDivision } from './exact.ts';
import type { Entries } from './graph-content.ts';
import { reals, repeated } from './values.ts';

/** A population as a node of NIR. */
export interface NeuronNode {
  readonly type: string;
  readonly entries: Entries;
  /** Constant input of each neuron that the node has no word for: the bias of a layer in front. null = none. */
  readonly bias: Float64Array | null;
}

/** Parameters that NIR has a word for, by model. */
const SPIKING = ['threshold', 'reset', 'leak', 'tauMs', 'bias'];
const CUBA = ['tauMs', 'tauSynMs', 'resistance', 'inputWeight', 'rest', 'bias'];
const SAID: Readonly<Record<string, readonly string[]>> = {
  lif: SPIKING,
  if: SPIKING,
  integrator: ['leak', 'tauMs', 'bias'],
  'cuba-li': CUBA,
  'cuba-lif': [...CUBA, 'threshold', 'reset'],
};

/** Models that NIR has a node for; the simulator takes a population without one as `lif`. */
export function isKnownModel(model: string | undefined): boolean {
  return model === undefined || Object.hasOwn(SAID, model);
}

/** Names of parameters that are not written. */
export function unsaidParameters({ model = 'lif', params = {} }: PopulationSpec): readonly string[] {
  return Object.keys(params).filter((key) => !SAID[model].includes(key));
}

/**
 * The inverse of `neuronsOf` of the reader, where the file says the step: what is read again is the same, to the last
 * bit wherever some resistance makes that possible. A leak of 1 is no leak (IF, I), one of 0 keeps nothing (Threshold).
 * @param shape of the parameters.
 */
export function neuronNode(
  spec: NetworkSpec,
  population: PopulationSpec,
  shape: readonly number[],
  violations: ViolationList,
): NeuronNode | null {
  const { id, size, model = 'lif', params = {} } = population;
  const where = `population ${quoted(id)}`;
  const refuse = (what: string, hint: string): null => {
    violations.error('E1694', where, what, { hint });
    return null;
  };
  const columns = new Map<string, Float64Array>();
  for (const key of SAID[model]) {
    const given = params[key];
    if (given === undefined) continue;
    const column = typeof given === 'number' ? new Float64Array(size).fill(given) : Float64Array.from(given);
    const bad = key.startsWith('tau') ? column.findIndex((value) => value <= 0) : -1;
    if (bad >= 0)
      return refuse(`${key} of neuron ${bad} is ${column[bad]} ms.`, 'A time constant is above 0.');
    columns.set(key, column);
  }
  const column = (key: string, usual: number): Float64Array =>
    columns.get(key) ?? new Float64Array(size).fill(usual);
  const bias = columns.get('bias');
  const constant = bias?.some((value) => value !== 0) === true ? bias : null;
  if (model === 'cuba-li' || model === 'cuba-lif') {
    if (!columns.has('tauMs') || !columns.has('tauSynMs'))
      return refuse(
        'it has no tauMs or no tauSynMs, and NIR needs both.',
        'Give both time constants, in ms.',
      );
    const seconds = (key: string) => reals(column(key, 1).map(toSeconds), shape);
    const entries = {
      tau_syn: seconds('tauSynMs'),
      tau_mem: seconds('tauMs'),
      r: reals(column('resistance', 1), shape),
      v_leak: reals(column('rest', 0), shape),
      w_in: reals(column('inputWeight', 1), shape),
    };
    if (model === 'cuba-li') return { type: 'CubaLI', entries, bias: constant };
    const fires = {
      v_threshold: reals(column('threshold', 1), shape),
      v_reset: reals(column('reset', 0), shape),
    };
    return { type: 'CubaLIF', entries: { ...entries, ...fires }, bias: constant };
  }
  const leak = columns.get('leak');
  if (leak !== undefined && columns.has('tauMs'))
    return refuse('it has both leak and tauMs, which say the same.', 'Keep one.');
  const fires = model !== 'integrator';
  const kinds = new Set(leak?.map((value) => (value === 0 || value === 1 ? value : 0.5)));
  if (leak?.some((value) => value < 0 || value > 1) === true || kinds.size > 1)
    return refuse(
      'the leaks of its neurons are no time constants of one kind.',
      'Give leaks between 0 and 1, or 1 for all of them, or split the population.',
    );
  if (leak !== undefined && kinds.has(0)) {
    if (fires && column('reset', 0).every((value) => value === 0))
      return {
        type: 'Threshold',
        entries: { threshold: reals(column('threshold', 1), shape) },
        bias: constant,
      };
    return refuse(
      'a leak of 0 keeps nothing from step to step, and the node of NIR for that knows no reset and always fires.',
      'Give a small tauMs, or a reset of 0.',
    );
  }
  const tauMs = kinds.has(0.5) ? leak!.map((value) => -spec.timestepMs / log(value)) : columns.get('tauMs');
  const wanted = {
    threshold: fires ? column('threshold', 1) : null,
    reset: fires ? column('reset', 0) : null,
  };
  if (tauMs === undefined) {
    const r = repeated(1, shape);
    if (!fires) return { type: 'I', entries: { r }, bias: constant };
    const entries = { r, v_threshold: reals(wanted.threshold!, shape), v_reset: reals(wanted.reset!, shape) };
    return { type: 'IF', entries, bias: constant };
  }
  return {
    type: fires ? 'LIF' : 'LI',
    entries: leaky(tauMs, wanted, column('bias', 0), spec.timestepMs, shape),
    bias: null,
  };
}

/** Resistances that are tried after the one that makes the gain 1, until every parameter comes back as it was. */
const TRIED = [1, 2, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31];

/** A constant input is the leak potential: what drives v to it is v_leak / r in every step. */
function leaky(
  tauMs: Float64Array,
  { threshold, reset }: { readonly threshold: Float64Array | null; readonly reset: Float64Array | null },
  bias: Float64Array,
  timestepMs: number,
  shape: readonly number[],
): Entries {
  const size = tauMs.length;
  const made = {
    r: new Float64Array(size),
    v_leak: new Float64Array(size),
    v_threshold: new Float64Array(size),
    v_reset: new Float64Array(size),
  };
  const seconds = tauMs.map(toSeconds);
  // As the reader will compute them.
  const shares = allToMs(seconds).map((ms) => 1 - exp(-timestepMs / ms));
  for (let k = 0; k < size; k++) {
    const share = shares[k];
    const parts = [threshold?.[k] ?? 0, reset?.[k] ?? 0];
    for (const r of [...TRIED, 1 / share]) {
      const [vThreshold, vReset] = parts.map((value) => beforeDivision(value, share * r));
      const vLeak = beforeDivision(bias[k], r);
      made.r[k] = r;
      made.v_threshold[k] = vThreshold ?? parts[0] * share * r;
      made.v_reset[k] = vReset ?? parts[1] * share * r;
      made.v_leak[k] = vLeak ?? bias[k] * r;
      if (vThreshold !== null && vReset !== null && vLeak !== null) break;
    }
  }
  const fires = { v_threshold: reals(made.v_threshold, shape), v_reset: reals(made.v_reset, shape) };
  return {
    tau: reals(seconds, shape),
    r: reals(made.r, shape),
    v_leak: reals(made.v_leak, shape),
    ...(threshold === null ? {} : fires),
  };
}

export function toSeconds(ms: number): number {
  return ms / 1000;
}
