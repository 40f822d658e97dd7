import { place } from '@nmap/compiler';
import { convertAndExercise, parseConversion } from '@nmap/compiler/conversion';
import { sliceOfData } from '@nmap/dnn';
import { NmapError } from '@nmap/ir';
import type { DeployInput } from '../deploy-input.ts';
import { conversionOf, NAIVE, type Variant } from '../variant/variant.ts';

/** What decides which neurons and synapses there are. */
export type Form = Pick<Variant, 'pool' | 'input'>;

/** A form that the chip does not hold, and why. */
export interface UnplacedForm extends Form {
  readonly reason: string;
}

export interface Forms {
  readonly placed: readonly Form[];
  readonly unplaced: readonly UnplacedForm[];
}

/** Images that give a form some scale: which synapses there are does not depend on it. */
const FEW = 10;

/**
 * Which forms of a network the chip holds, before any accuracy is measured: one image, one step, placed in order.
 * @throws NmapError as the placement of the first form did, where it holds none.
 */
export async function formsOf(input: DeployInput, pools: readonly Variant['pool'][]): Promise<Forms> {
  const placed: Form[] = [];
  const unplaced: UnplacedForm[] = [];
  let first: NmapError | null = null;
  for (const form of pools.flatMap((pool) => INPUTS.map((source) => ({ pool, input: source })))) {
    const refusal = await placing(form, input);
    if (refusal === null) placed.push(form);
    else unplaced.push({ ...form, reason: reasonOf(refusal) });
    first ??= refusal;
  }
  if (placed.length === 0 && first !== null) throw first;
  return { placed, unplaced };
}

const INPUTS = ['spikes', 'current'] as const;

async function placing(form: Form, input: DeployInput): Promise<NmapError | null> {
  const { calibration, search, replacesMaxPool, dnn, seed, hardware, pipeline, threads } = input;
  const data = { calibration: sliceOfData(calibration, 0, Math.min(FEW, calibration.count)), test: search };
  const text = `${conversionOf({ ...NAIVE, ...form }, replacesMaxPool)}; exercise(steps=1, images=1)`;
  const { exercised } = convertAndExercise(dnn, parseConversion(text), { data, seed, nowMs: () => 0 });
  return place(exercised.network, hardware, { pipeline, seed, threads, walks: false }).then(
    () => null,
    unplaceable,
  );
}

/** What says that there is no place; anything else is thrown on. */
export function unplaceable(error: unknown): NmapError {
  if (error instanceof NmapError && (error.kind === 'infeasible' || error.kind === 'not-found')) return error;
  throw error;
}

/** The first thing that stands in the way, in words. */
export function reasonOf({ diagnostics: [{ where, message }] }: NmapError): string {
  return `${where}: ${message}`;
}
