/**
 * Looks for the way to put a trained network on a chip that costs least energy at the accuracy that is asked for.
 *
 * 1. Spikes: every scale with every form of pooling, at the fewest steps that suffice; then, for the two that promise least,
 *    input as current and fewer bits.
 * 2. Chip: the few that promise least, spread over ever more cores, each placed, verified and replayed.
 * 3. Ending an image early, for the best of those, with more steps at hand than it needs in the mean.
 *
 * No guarantee that nothing better exists: what was tried is all in `points`.
 */
import { earlyExit } from '@nmap/conversion';
import { NmapError } from '@nmap/ir';
import type { DeployInput } from '../deploy-input.ts';
import { measureOnChip } from '../measure/measure-on-chip.ts';
import { exercise, measureSpikes, MOST_STEPS, type SpikeMeasure } from '../measure/measure-spikes.ts';
import { NAIVE, variantText, type Variant } from '../variant/variant.ts';
import { formsOf, reasonOf, unplaceable, type Form } from './forms.ts';
import { cheapest, roughPj, type DeployPoint } from './points.ts';

export interface Searched {
  readonly points: readonly DeployPoint[];
  readonly chosen: DeployPoint | null;
  /** Variants that did not reach the accuracy, with the best they reached. */
  readonly failed: readonly { readonly variant: Variant; readonly bestAccuracy: number }[];
  readonly unplaced: readonly Unplaced[];
}

/** A variant, or a form of the network, that the chip does not hold. */
export interface Unplaced {
  readonly variant: Variant;
  readonly reason: string;
}

/** Told before each thing that is tried. */
export type OnTry = (what: string) => void;

const NORMALISERS = ['normalise/percentile(p=99.9)', 'normalise/percentile(p=99)', 'normalise/max'];
/** Bits of a weight: what most chips hold, and less. */
const BITS = [8, 6];
/** Caps on the neurons of a core. */
const SPREADS = [256, 128, 64, 32, 16];
/** Variants that are placed. */
const PLACED = 3;
const MARGINS = [0.5, 1, 1.5, 2, 3];

export async function search(input: DeployInput, onTry: OnTry): Promise<Searched> {
  const prices = pricesOf(input);
  const tried: SpikeMeasure[] = [];
  const measure = (variant: Variant): SpikeMeasure => {
    onTry(`spikes: ${variantText(variant)}`);
    const measured = measureSpikes(variant, input);
    tried.push(measured);
    return measured;
  };
  const inOrder = (): SpikeMeasure[] =>
    tried.filter(({ steps }) => steps !== null).sort((a, b) => roughPj(a, prices) - roughPj(b, prices));

  const base: Variant = { ...NAIVE, start: 'half', bits: BITS[0] };
  const pools = hasPooling(input) ? (['neurons', 'folded'] as const) : (['neurons'] as const);
  onTry(`which forms ${input.hardware.target.name} holds`);
  const forms = await formsOf(input, pools);
  const holds = (form: Form): boolean =>
    forms.placed.some(({ pool, input: source }) => pool === form.pool && source === form.input);
  // A pooling that only fits without input neurons is tried with currents from the start.
  const begun = pools.flatMap((pool) => {
    const form = {
      pool,
      input: holds({ pool, input: 'spikes' }) ? ('spikes' as const) : ('current' as const),
    };
    return holds(form) ? [form] : [];
  });
  for (const normalise of NORMALISERS) for (const form of begun) measure({ ...base, normalise, ...form });
  for (const { variant } of inOrder().slice(0, 2)) {
    const current: Variant = { ...variant, input: 'current' };
    if (variant.input !== 'current' && holds(current)) measure(current);
    for (const bits of BITS.slice(1)) measure({ ...variant, bits });
  }

  const points: DeployPoint[] = [];
  const unplaced: Unplaced[] = forms.unplaced.map(({ reason, ...form }) => ({
    variant: { ...base, ...form },
    reason,
  }));
  for (const spikes of inOrder().slice(0, PLACED)) {
    for (const spread of spreadsFor(spikes, input)) {
      const variant = { ...spikes.variant, ...spread };
      // Where a step has no known time, none can be shortened.
      if (spread.minimise !== 'energy' && points.at(-1)?.measure.latencyNs == null) continue;
      onTry(`on ${input.hardware.target.name}: ${variantText(variant)}`);
      const { share } = spikes.curve[spikes.steps! - 1].accuracy!;
      const point = await pointOf(variant, spikes.steps!, share, input).catch(unplaceable);
      if (point instanceof NmapError) unplaced.push({ variant, reason: reasonOf(point) });
      else points.push(point);
    }
  }
  const best = cheapest(points);
  if (best !== null) points.push(...(await withEarlyExit(best, input, onTry)));
  const failed = tried
    .filter(({ steps }) => steps === null)
    .map(({ variant, curve }) => ({
      variant,
      bestAccuracy: Math.max(...curve.map(({ accuracy }) => accuracy!.share)),
    }));
  return { points, chosen: cheapest(points), failed, unplaced };
}

async function pointOf(
  variant: Variant,
  steps: number,
  accuracy: number,
  input: DeployInput,
): Promise<DeployPoint> {
  const exercised = exercise(variant, input, steps, Math.min(input.replayed, input.search.count));
  const { measure } = await measureOnChip(variant, exercised, input);
  return { variant, steps, accuracy, measure };
}

/** The same spikes with images that end early, for each lead that keeps the accuracy. */
async function withEarlyExit(best: DeployPoint, input: DeployInput, onTry: OnTry): Promise<DeployPoint[]> {
  const points: DeployPoint[] = [];
  const steps = Math.min(MOST_STEPS, 2 * best.steps);
  const { run } = exercise(best.variant, input, steps, input.search.count);
  for (const exitMargin of MARGINS) {
    const accuracy = earlyExit(run, exitMargin).accuracy!.share;
    if (accuracy < input.neededAccuracy) continue;
    const variant = { ...best.variant, exitMargin };
    onTry(`on ${input.hardware.target.name}: ${variantText(variant)}`);
    points.push(await pointOf(variant, steps, accuracy, input));
    // A larger lead only takes longer.
    break;
  }
  return points;
}

/** Caps that spread further than the chip does by itself, as far as it has cores, and objectives that find out how far. */
function spreadsFor(
  { exercised }: SpikeMeasure,
  { hardware: { target } }: DeployInput,
): Pick<Variant, 'neuronsPerCore' | 'minimise'>[] {
  const neurons = exercised.network.populations.reduce((sum, { size }) => sum + size, 0);
  const dead = target.dead.reduce((sum, each) => sum + each, 0);
  const most = Math.max(...target.classes.map(({ limits }) => limits.neurons ?? Infinity));
  const able = SPREADS.filter(
    (cap) => cap < most && Math.ceil(neurons / cap) <= 0.9 * (target.coreCount - dead),
  );
  return [
    ...[null, ...able].map((neuronsPerCore) => ({ neuronsPerCore, minimise: 'energy' as const })),
    { neuronsPerCore: null, minimise: 'energy-back-to-back' },
    { neuronsPerCore: null, minimise: 'time' },
  ];
}

function hasPooling({ dnn, replacesMaxPool }: DeployInput): boolean {
  return dnn.layers.some(({ kind }) => kind === 'average-pool' || (kind === 'max-pool' && replacesMaxPool));
}

function pricesOf({ hardware: { target } }: DeployInput): {
  synapseEventPj: number;
  neuronStepPj: number;
} {
  const { synapseEventPj, neuronStepPj } = target.energy;
  return { synapseEventPj: synapseEventPj.value ?? 0, neuronStepPj: neuronStepPj.value ?? 0 };
}
