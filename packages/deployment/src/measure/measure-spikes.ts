import { convertAndExercise, parseConversion, type ConvertOptions } from '@nmap/compiler/conversion';
import {
  accuracyCurve,
  earlyExit,
  rightAnswers,
  type CurvePoint,
  type EarlyExit,
  type Exercised,
} from '@nmap/conversion';
import { sliceOfData } from '@nmap/dnn';
import type { DeployInput } from '../deploy-input.ts';
import { conversionOf, type Variant } from '../variant/variant.ts';

/** A variant's spikes on the images of the search, with the fewest steps that suffice. */
export interface SpikeMeasure {
  readonly variant: Variant;
  readonly exercised: Exercised;
  /** At every number of steps. */
  readonly curve: readonly CurvePoint[];
  /** Fewest steps from which on the accuracy suffices, whatever more of them is tried; null where there are none. */
  readonly steps: number | null;
}

/** Images get as many steps as this at most; a variant that needs more is no candidate. */
export const MOST_STEPS = 128;
/** What is tried first, and doubled where it does not suffice. */
const FIRST_STEPS = 32;

/** Converts, and shows the images of the search with ever more steps until the accuracy suffices. */
export function measureSpikes(variant: Variant, input: DeployInput): SpikeMeasure {
  for (let most = FIRST_STEPS; ; most *= 2) {
    const exercised = exercise(variant, input, most, input.search.count);
    const all = Array.from({ length: most }, (_, t) => t + 1);
    const curve = accuracyCurve(exercised.run, all);
    const steps = firstSufficient(curve, input.neededAccuracy);
    if (steps !== null || most >= MOST_STEPS) return { variant, exercised, curve, steps };
  }
}

/** The first of the points behind the last one that falls short: a lucky number of steps is no sufficient one. */
function firstSufficient(curve: readonly CurvePoint[], needed: number): number | null {
  // A share that was computed another way may differ in its last bit.
  const short = curve.findLastIndex(({ accuracy }) => accuracy!.share < needed - 1e-12);
  return curve[short + 1]?.steps ?? null;
}

/** Shows the first `images` images of the search with exactly so many steps. */
export function exercise(variant: Variant, input: DeployInput, steps: number, images: number): Exercised {
  return convertOn(variant, input, { steps, test: sliceOfData(input.search, 0, images) });
}

/** Images that no choice was made on: what the result is worth. */
export function judge(
  variant: Variant,
  input: DeployInput,
  steps: number,
): {
  readonly point: CurvePoint;
  readonly exit: EarlyExit | null;
  /** right[image] = 1 where the label is answered. */
  readonly right: Uint8Array;
} {
  const { run } = convertOn(variant, input, { steps, test: input.held });
  return {
    point: accuracyCurve(run, [steps])[0],
    exit: variant.exitMargin === null ? null : earlyExit(run, variant.exitMargin),
    right: rightAnswers(run, steps)!,
  };
}

function convertOn(
  variant: Variant,
  { dnn, calibration, seed, replacesMaxPool }: DeployInput,
  { steps, test }: { readonly steps: number; readonly test: DeployInput['search'] },
): Exercised {
  const text = `${conversionOf(variant, replacesMaxPool)}; exercise(steps=${steps}, images=${test.count})`;
  const options: ConvertOptions = { data: { calibration, test }, seed, nowMs: () => 0 };
  return convertAndExercise(dnn, parseConversion(text), options).exercised;
}
