import type { Diagnostic } from '../../diagnostic.ts';
import type { NetworkSpec, PopulationSpec } from '../../network-spec.ts';
import { decimalText, grouped } from '../diagnostics.ts';
import { spikesOfRate } from '../spikes.ts';

/** Below this share of a population's expected spikes the rounding is worth a note, not a warning. */
const WARNED_SHARE = 0.01;
/** Products of decimal numbers are off by parts in 1e16. */
const EXACT_SHARE = 1e-9;

interface Rounding {
  readonly id: string;
  readonly neurons: number;
  expected: number;
  counted: number;
  lost: number;
  gained: number;
  /** Neurons with a rate above 0 and no spike. */
  silenced: number;
}

/** Spikes that `rateHz` promises and rounding to whole spikes takes away or adds. */
export function roundedRates(spec: NetworkSpec): Diagnostic | null {
  const all = emptyRounding('', 0);
  let neurons = 0;
  let worst: Rounding | null = null;
  let warned = false;
  for (const population of spec.populations) {
    if (population.rateHz === undefined) continue;
    const rounding = roundingOf(population, population.rateHz, spec.durationMs);
    neurons += rounding.neurons;
    for (const key of ['expected', 'counted', 'lost', 'gained', 'silenced'] as const)
      all[key] += rounding[key];
    const off = rounding.lost + rounding.gained;
    if (off > WARNED_SHARE * rounding.expected || rounding.silenced > 0) warned = true;
    if (off > 0 && (worst === null || off > worst.lost + worst.gained)) worst = rounding;
  }
  if (worst === null) return null;
  const silenced =
    all.silenced === 0
      ? ''
      : ` ${grouped(all.silenced)} of ${grouped(neurons)} neurons with rates fire above 0 Hz and count no spike.`;
  return {
    code: 'W6002',
    severity: warned ? 'warning' : 'note',
    where: 'rateHz',
    message:
      `rates expect ${decimalText(all.expected)} spikes in ${spec.durationMs} ms, whole spikes per neuron make ` +
      `${grouped(all.counted)}: ${decimalText(all.lost)} lost, ${decimalText(all.gained)} gained.${silenced} ` +
      `Furthest off: population ${worst.id}, ${grouped(worst.neurons)} neurons, ` +
      `${decimalText(worst.expected)} expected, ${grouped(worst.counted)} counted.`,
    have: all.counted,
    need: all.expected,
    unit: 'spikes',
    hint: 'Lengthen durationMs, or place with --spikes expected, which lengthens the window until every count is whole.',
  };
}

function roundingOf(
  { id, size }: PopulationSpec,
  rateHz: number | ArrayLike<number>,
  durationMs: number,
): Rounding {
  const rounding = emptyRounding(id, size);
  if (typeof rateHz === 'number') add(rounding, rateHz, durationMs, size);
  else for (let i = 0; i < rateHz.length; i++) add(rounding, rateHz[i], durationMs, 1);
  return rounding;
}

function emptyRounding(id: string, neurons: number): Rounding {
  return { id, neurons, expected: 0, counted: 0, lost: 0, gained: 0, silenced: 0 };
}

function add(rounding: Rounding, rateHz: number, durationMs: number, neurons: number): void {
  const expected = (rateHz * durationMs) / 1000;
  const counted = spikesOfRate(rateHz, durationMs);
  const off = counted - expected;
  rounding.expected += neurons * expected;
  rounding.counted += neurons * counted;
  if (rateHz > 0 && counted === 0) rounding.silenced += neurons;
  if (Math.abs(off) <= EXACT_SHARE * expected) return;
  if (off < 0) rounding.lost -= neurons * off;
  else rounding.gained += neurons * off;
}
