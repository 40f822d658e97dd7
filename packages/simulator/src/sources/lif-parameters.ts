import { exp } from '@nmap/kernels';
import type { Network, NetworkSpec, PopulationSpec } from '@nmap/ir';
import { Faults } from '../faults.ts';

/**
 * Parameters of the leaky integrate-and-fire neurons, from the `params` of their
 * populations; each is one number for all neurons or one each.
 *
 * | key | unit | default | meaning |
 * |---|---|---|---|
 * | threshold | weight | 1 | fires when the potential is strictly above it |
 * | reset | weight | 0 | potential after a spike, and while refractory |
 * | leak | - | 1 | share of the potential that is left after one step |
 * | tauMs | ms | - | in place of leak: leak = exp(-timestepMs / tauMs) |
 * | leakGrain | weight | 0 | what the leak leaves is truncated towards 0 to a whole multiple of this; 0 = kept as it is |
 * | bias | weight/step | 0 | input of every step, added after the leak |
 * | refractoryMs | ms | 0 | after a spike the potential is held at reset for round(refractoryMs / timestepMs) steps |
 * | v0 | weight | 0 | potential before the first step, and at the begin of each presentation |
 * | softReset | 0 or 1 | 0 | 1: a spike takes the threshold off the potential, `reset` is not read |
 * | inclusive | 0 or 1 | 0 | 1: fires when the potential equals the threshold, too |
 * | presentationMs | ms | - | time between presentations; without it there is one, without end |
 * | windowStartMs | ms | 0 | time in each presentation from which the population follows its dynamics |
 * | windowMs | ms | to the end | for how long |
 *
 * An `adder` reads none of them. The last three are one number for the population. `leakGrain` 0.015625 (1/64) is the arithmetic of SANA-FE's leaky_integrate_fire. Other keys are left to other tools.
 */
export interface LifParameters {
  /** dynamic[neuron] = 1: follows these dynamics; 0: its spikes are given. All columns have length neuronCount. */
  readonly dynamic: Uint8Array;
  /** Populations with dynamics, in order. */
  readonly populations: readonly LifPopulation[];
  /** graded[neuron] = 1: an adder, whose potential is the value that it sends. */
  readonly graded: Uint8Array;
  /** Infinity for integrators. */
  readonly threshold: Float64Array;
  /** 1 = fires at the threshold, too. */
  readonly inclusive: Uint8Array;
  /** 1 = a spike takes the threshold off. */
  readonly softReset: Uint8Array;
  readonly reset: Float64Array;
  readonly leak: Float64Array;
  /** 0 = no truncation. */
  readonly leakGrain: Float64Array;
  readonly bias: Float64Array;
  readonly refractorySteps: Uint32Array;
  readonly v0: Float64Array;
  /** What was assumed, for the report. */
  readonly notes: readonly string[];
}

export interface LifPopulation {
  readonly id: string;
  readonly first: number;
  readonly size: number;
  /** Never fires: read by its potential. */
  readonly integrator: boolean;
  /** Sends the sum of what arrives in a step, whatever it is, and keeps nothing: part or relay of a neuron that was split. */
  readonly adder: boolean;
  /** Infinity where there is only one presentation. */
  readonly presentationSteps: number;
  /** Dynamics in steps windowStart .. windowEnd - 1 of each presentation. */
  readonly windowStart: number;
  readonly windowEnd: number;
}

const KEYS = [
  'threshold',
  'reset',
  'leak',
  'tauMs',
  'leakGrain',
  'bias',
  'refractoryMs',
  'v0',
  'softReset',
  'inclusive',
] as const;
type Key = (typeof KEYS)[number];

export function lifParameters(spec: NetworkSpec, network: Network): LifParameters {
  const n = network.neuronCount;
  const faults = new Faults();
  const notes: string[] = [];
  const dynamic = new Uint8Array(n);
  const populations: LifPopulation[] = [];
  const graded = new Uint8Array(n);
  const threshold = new Float64Array(n).fill(1);
  const inclusive = new Uint8Array(n);
  const softReset = new Uint8Array(n);
  const reset = new Float64Array(n);
  const leak = new Float64Array(n).fill(1);
  const leakGrain = new Float64Array(n);
  const bias = new Float64Array(n);
  const refractorySteps = new Uint32Array(n);
  const v0 = new Float64Array(n);

  spec.populations.forEach((population, i) => {
    const { first, size } = network.populations[i];
    if (!isDynamic(population, notes)) return;
    const read = (key: Key): ((local: number) => number) | null => reader(population, key, faults);
    const columns = Object.fromEntries(KEYS.map((key) => [key, read(key)])) as Record<
      Key,
      ReturnType<typeof read>
    >;
    if (columns.leak && columns.tauMs) {
      const where = `population ${population.id}`;
      faults.add({
        code: 'E1631',
        where,
        message: 'has both leak and tauMs, which say the same.',
        hint: 'Keep one.',
      });
    }
    const integrator = population.model === 'integrator';
    const adder = population.model === 'adder';
    populations.push({
      id: population.id,
      first,
      size,
      integrator,
      adder,
      ...windowOf(population, spec.timestepMs, faults),
    });
    for (let local = 0; local < size; local++) {
      const neuron = first + local;
      dynamic[neuron] = 1;
      if (adder) graded[neuron] = 1;
      if (integrator) threshold[neuron] = Infinity;
      else if (columns.threshold) threshold[neuron] = columns.threshold(local);
      if (columns.reset) reset[neuron] = columns.reset(local);
      if (columns.leak) leak[neuron] = columns.leak(local);
      if (columns.tauMs) leak[neuron] = exp(-spec.timestepMs / columns.tauMs(local));
      if (columns.leakGrain) leakGrain[neuron] = columns.leakGrain(local);
      if (columns.bias) bias[neuron] = columns.bias(local);
      if (columns.refractoryMs)
        refractorySteps[neuron] = Math.round(columns.refractoryMs(local) / spec.timestepMs);
      if (columns.v0) v0[neuron] = columns.v0(local);
      if (columns.softReset) softReset[neuron] = columns.softReset(local);
      if (columns.inclusive) inclusive[neuron] = columns.inclusive(local);
    }
  });
  faults.throwIfAny();
  return {
    dynamic,
    populations,
    graded,
    threshold,
    inclusive,
    softReset,
    reset,
    leak,
    leakGrain,
    bias,
    refractorySteps,
    v0,
    notes,
  };
}

const MODELS = ['lif', 'if', 'integrator', 'adder'];

/** `lif`, `if`, `integrator`, `adder`, and populations without a model that are no input. Anything else fires as given. */
function isDynamic(population: PopulationSpec, notes: string[]): boolean {
  if (population.external === true) return false;
  if (population.model === undefined) return population.role !== 'input';
  if (MODELS.includes(population.model)) return true;
  if (population.model !== 'input') {
    notes.push(
      `population ${population.id}: model "${population.model}" is not simulated, its spikes are given`,
    );
  }
  return false;
}

function reader(population: PopulationSpec, key: Key, faults: Faults): ((local: number) => number) | null {
  const value = population.params?.[key];
  if (value === undefined) return null;
  const where = `population ${population.id}, params.${key}`;
  if (typeof value !== 'number' && value.length !== population.size) {
    const message = `has ${value.length} values for ${population.size} neurons.`;
    faults.add({
      code: 'E1632',
      where,
      message,
      have: value.length,
      need: population.size,
      unit: 'values',
      hint: 'Give one number, or one each.',
    });
    return null;
  }
  const values: ArrayLike<number> = typeof value === 'number' ? [value] : value;
  for (let i = 0; i < values.length; i++) {
    const problem = fault(key, values[i]);
    if (problem === null) continue;
    faults.add({ code: 'E1633', where, message: `is ${values[i]}, ${problem}.`, have: values[i] });
    return null;
  }
  return typeof value === 'number' ? () => value : (local) => value[local];
}

/** When in each presentation a population follows its dynamics. */
function windowOf(
  population: PopulationSpec,
  timestepMs: number,
  faults: Faults,
): Pick<LifPopulation, 'presentationSteps' | 'windowStart' | 'windowEnd'> {
  const steps = (key: string, least: number): number | null => {
    const value = population.params?.[key];
    if (value === undefined) return null;
    if (typeof value === 'number' && Number.isFinite(value) && Math.round(value / timestepMs) >= least)
      return Math.round(value / timestepMs);
    faults.add({
      code: 'E1636',
      where: `population ${population.id}, params.${key}`,
      message: `is ${typeof value === 'number' ? value : 'a list'}, must be one number of at least ${least} steps of ${timestepMs} ms.`,
      have: typeof value === 'number' ? value : 'a list',
      need: least * timestepMs,
      unit: 'ms',
    });
    return least;
  };
  const windowStart = steps('windowStartMs', 0) ?? 0;
  const length = steps('windowMs', 1);
  return {
    presentationSteps: steps('presentationMs', 1) ?? Infinity,
    windowStart,
    windowEnd: length === null ? Infinity : windowStart + length,
  };
}

function fault(key: Key, value: number): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a finite number';
  if (key === 'tauMs' && value <= 0) return 'must be above 0';
  if (key === 'leak' && (value < 0 || value > 1)) return 'must be from 0 to 1';
  if ((key === 'refractoryMs' || key === 'leakGrain') && value < 0) return 'must be 0 or more';
  if ((key === 'softReset' || key === 'inclusive') && value !== 0 && value !== 1) return 'must be 0 or 1';
  return null;
}
