import type { CurvePoint, EarlyExit, McNemar } from '@nmap/conversion';
import { mcNemar, type ShareInterval } from '@nmap/conversion';
import { NmapError } from '@nmap/ir';
import type { DeployInput } from '../deploy-input.ts';
import { measureOnChip, type Placed } from '../measure/measure-on-chip.ts';
import { exercise, judge, measureSpikes, type SpikeMeasure } from '../measure/measure-spikes.ts';
import { NAIVE, conversionOf, spreadText, variantText, type Variant } from '../variant/variant.ts';
import { reasonOf, unplaceable } from './forms.ts';
import type { DeployPoint } from './points.ts';
import type { OnTry } from './search.ts';

/** One technique more than on the rung below, at the fewest steps that suffice. */
export interface Rung {
  readonly technique: string;
  readonly variant: Variant;
  readonly steps: number;
  readonly placed: Placed;
  /** On images that no choice was made on. */
  readonly held: ShareInterval;
  readonly againstBelow: McNemar | null;
  /** null = each image has all of its steps. */
  readonly meanSteps: number | null;
}

/** A rung that did not reach the accuracy with any number of steps that was tried, or that the chip does not hold. */
export interface MissingRung {
  readonly technique: string;
  readonly variant: Variant;
  /** Of any number of steps that was tried. */
  readonly bestAccuracy: number;
  /** Why the chip does not hold it; null where only the accuracy falls short. */
  readonly unplaced: string | null;
}

export interface Ladder {
  readonly rungs: readonly Rung[];
  readonly missing: readonly MissingRung[];
}

/** What each technique gave on the way from the naive conversion to the chosen one. */
export async function ladder(chosen: DeployPoint, input: DeployInput, onTry: OnTry): Promise<Ladder> {
  const rungs: Rung[] = [];
  const missing: MissingRung[] = [];
  let below: Uint8Array | null = null;
  const measured = new Map<string, SpikeMeasure>();
  for (const { technique, variant } of stepsTo(chosen.variant)) {
    onTry(`ladder: ${technique}`);
    // Spreading and early exits change no spike: they are measured once for each conversion.
    const conversion = conversionOf(variant, input.replacesMaxPool);
    const spikes = measured.get(conversion) ?? measureSpikes(variant, input);
    measured.set(conversion, spikes);
    // Where images end early, they have as many steps at hand as the search gave them.
    const steps = variant.exitMargin === null ? spikes.steps : chosen.steps;
    if (steps === null) {
      missing.push({ technique, variant, bestAccuracy: best(spikes), unplaced: null });
      continue;
    }
    const exercised = exercise(variant, input, steps, Math.min(input.replayed, input.search.count));
    const placed = await measureOnChip(variant, exercised, input).catch(unplaceable);
    if (placed instanceof NmapError) {
      missing.push({ technique, variant, bestAccuracy: best(spikes), unplaced: reasonOf(placed) });
      continue;
    }
    const { point, exit, right } = judge(variant, input, steps);
    rungs.push({
      technique,
      variant,
      steps,
      placed,
      held: heldAccuracy(point, exit),
      againstBelow: below === null || exit !== null ? null : mcNemar(below, right),
      meanSteps: exit?.meanSteps ?? null,
    });
    below = right;
  }
  return { rungs, missing };
}

const best = ({ curve }: SpikeMeasure): number => Math.max(...curve.map(({ accuracy }) => accuracy!.share));

const heldAccuracy = (point: CurvePoint, exit: EarlyExit | null): ShareInterval =>
  exit?.accuracy ?? point.accuracy!;

/** The naive variant, then one change after the other until it is the chosen one; changes that are none are left out. */
function stepsTo(chosen: Variant): { technique: string; variant: Variant }[] {
  const changes: [string, Partial<Variant>][] = [
    ['potentials start at half a threshold', { start: chosen.start }],
    [`scales by ${chosen.normalise.replace('normalise/', '')}`, { normalise: chosen.normalise }],
    ['neurons for pooling', { pool: chosen.pool }],
    [`weights of ${chosen.bits} bits`, { bits: chosen.bits }],
    ['input as current', { input: chosen.input }],
    [spreadText(chosen), { neuronsPerCore: chosen.neuronsPerCore, minimise: chosen.minimise }],
    [`early exit at a lead of ${chosen.exitMargin}`, { exitMargin: chosen.exitMargin }],
  ];
  const made = [{ technique: 'naive conversion', variant: NAIVE }];
  for (const [technique, change] of changes) {
    const variant = { ...made[made.length - 1].variant, ...change };
    if (variantText(variant) !== variantText(made[made.length - 1].variant))
      made.push({ technique, variant });
  }
  return made;
}
