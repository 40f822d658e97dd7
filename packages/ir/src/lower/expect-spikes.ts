/**
 * Spike counts that are exactly what the rates promise, and whole all the same: the window is
 * lengthened by the smallest whole number that makes rate x duration whole for every neuron.
 *
 * Rates and the duration are the decimal numbers that were written (20.1 Hz is 201/10), so the
 * scale is the least common multiple of the denominators of rate x durationMs / 1000, in
 * integers without bound. Counts that were given grow with the window, and so does the one
 * spike of a population that gives neither. The time step stays. O(neurons) plus the cost of
 * long arithmetic for each distinct rate.
 */
import { NmapError, type Diagnostic } from '../diagnostic.ts';
import type { NetworkSpec, PopulationSpec } from '../network-spec.ts';
import { silentPopulations } from './assumptions/silent-populations.ts';
import { checkPopulations, populationName } from './check-populations.ts';
import { decimalOf, scaled, type Decimal } from './decimal.ts';
import { grouped, Violations } from './diagnostics.ts';

export interface ExpectedSpikes {
  /** Spikes in place of rates, in a window of durationMs x windowScale. */
  readonly spec: NetworkSpec;
  /** 1 where every count was whole already. */
  readonly windowScale: number;
  /** By how much the window grew, and what the file leaves to assume. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Counts are 32 bits. */
const MAX_COUNT = 0xffff_ffff;

/** Throws `NmapError('input')` where the network is wrong, or its counts would become too large. */
export function expectSpikes(spec: NetworkSpec): ExpectedSpikes {
  const violations = new Violations();
  checkPopulations(spec, violations);
  refuseIf(violations.found);
  const expectation = new Expectation(spec);
  const windowScale = scaleOf(spec, expectation);
  const durationMs = scaled(decimalOf(spec.durationMs), windowScale);
  if (durationMs === null) {
    refuse({
      code: 'E1124',
      where: 'durationMs',
      message: `${spec.durationMs} ms times ${grouped(windowScale)} has more digits than a number holds.`,
      have: windowScale,
      unit: 'windows',
      hint: 'Give durationMs with fewer digits.',
    });
  }
  const populations = spec.populations.map((population, index) =>
    scaledPopulation(population, index, windowScale, expectation),
  );
  return {
    spec: { ...spec, durationMs, populations },
    windowScale,
    diagnostics: windowScale === 1 ? [] : longerWindow(spec, durationMs, windowScale),
  };
}

function longerWindow(spec: NetworkSpec, durationMs: number, windowScale: number): Diagnostic[] {
  const note: Diagnostic = {
    code: 'W6006',
    severity: 'note',
    where: 'durationMs',
    message:
      `every count is over ${durationMs} ms, ${grouped(windowScale)} windows of ${spec.durationMs} ms: the shortest ` +
      'window in which every rate gives whole spikes.',
    have: durationMs,
    need: spec.durationMs,
    unit: 'ms',
    hint: `Divide counts and energies by ${grouped(windowScale)} for those of the window in the file.`,
  };
  // In the longer window their spikes are given, so that lowering has nothing left to say of them.
  const silent = silentPopulations(spec);
  return silent === null ? [note] : [silent, note];
}

/** rate x duration / 1000 of every rate, as a fraction in lowest terms; each distinct rate once. */
class Expectation {
  readonly #duration: Decimal;
  readonly #known = new Map<number, readonly [numerator: bigint, denominator: bigint]>();

  constructor(spec: NetworkSpec) {
    this.#duration = decimalOf(spec.durationMs);
  }

  of(rateHz: number): readonly [numerator: bigint, denominator: bigint] {
    let fraction = this.#known.get(rateHz);
    if (fraction === undefined) {
      const rate = decimalOf(rateHz);
      const digits = rate.digits * this.#duration.digits;
      const exponent = rate.exponent + this.#duration.exponent - 3;
      fraction =
        exponent >= 0 || digits === 0n
          ? [digits * 10n ** BigInt(Math.max(0, exponent)), 1n]
          : lowestTerms(digits, 10n ** BigInt(-exponent));
      this.#known.set(rateHz, fraction);
    }
    return fraction;
  }
}

/** Stops as soon as no window can do: distinct rates of many digits would make a number without end. */
function scaleOf(spec: NetworkSpec, expectation: Expectation): number {
  let scale = 1n;
  for (const [index, population] of spec.populations.entries()) {
    const { rateHz } = population;
    if (rateHz === undefined) continue;
    for (const rate of typeof rateHz === 'number' ? [rateHz] : Array.from(rateHz)) {
      const [, denominator] = expectation.of(rate);
      scale = (scale / commonDivisor(scale, denominator)) * denominator;
      if (scale > BigInt(MAX_COUNT)) {
        refuse({
          code: 'E1123',
          where: populationName(population, index),
          message:
            `the rates up to ${rate} Hz need a window at least ${grouped(Number(scale))} times as long ` +
            `(${spec.durationMs} ms each) before every neuron fires whole spikes; a window can grow ${grouped(MAX_COUNT)} times.`,
          have: Number(scale),
          need: MAX_COUNT,
          unit: 'windows',
          hint: 'Give rates with fewer digits, or a durationMs in which they are whole.',
        });
      }
    }
  }
  return Number(scale);
}

function scaledPopulation(
  population: PopulationSpec,
  index: number,
  windowScale: number,
  expectation: Expectation,
): PopulationSpec {
  const { rateHz, spikes, ...rest } = population;
  const counted = (count: bigint, local: number, rate: number | null): number => {
    if (count <= BigInt(MAX_COUNT)) return Number(count);
    return refuse({
      code: 'E1123',
      where: populationName(population, index),
      message:
        `neuron ${local}${rate === null ? '' : ` at ${rate} Hz`} would have ${grouped(Number(count))} spikes in a window ` +
        `${grouped(windowScale)} times as long, can have ${grouped(MAX_COUNT)}.`,
      have: Number(count),
      need: MAX_COUNT,
      unit: 'spikes',
      hint: 'Give rates with fewer digits, or a durationMs in which they are whole.',
    });
  };
  if (rateHz !== undefined) {
    const expected = (rate: number, local: number): number => {
      const [numerator, denominator] = expectation.of(rate);
      return counted(numerator * (BigInt(windowScale) / denominator), local, rate);
    };
    return { ...rest, spikes: mapped(rateHz, expected) };
  }
  if (windowScale === 1) return population;
  return {
    ...rest,
    spikes: mapped(spikes ?? 1, (count, local) => counted(BigInt(count) * BigInt(windowScale), local, null)),
  };
}

function mapped(
  values: number | ArrayLike<number>,
  change: (value: number, local: number) => number,
): number | Uint32Array {
  return typeof values === 'number' ? change(values, 0) : Uint32Array.from(values, change);
}

function lowestTerms(numerator: bigint, denominator: bigint): readonly [bigint, bigint] {
  const divisor = commonDivisor(numerator, denominator);
  return [numerator / divisor, denominator / divisor];
}

function commonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

function refuseIf(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) throw new NmapError('input', diagnostics);
}

function refuse(fault: Omit<Diagnostic, 'severity'>): never {
  throw new NmapError('input', [{ severity: 'error', ...fault }]);
}
