import { shiftDecimal } from '@nmap/kernels';
import type { YamlPath } from '../yaml-source.ts';
import type { Section } from './section.ts';

/** What an event costs: J and s as the file has them, pJ and ns here; null where it does not say. */
export interface Price {
  readonly pj: number | null;
  readonly ns: number | null;
  /** Keys that it is the sum of, for people: `soma.energy_access_neuron + soma.energy_update_neuron`. */
  readonly keys: readonly string[];
  /** Where its first energy and latency stand. */
  readonly pjAt: YamlPath;
  readonly nsAt: YamlPath;
}

const PICO = 12;
const NANO = 9;

export type Need = 'required' | 'optional';

/** `energy_NAME` and `latency_NAME` of a unit, and whether the file must have them. */
export function priceOf(
  unit: Section,
  part: string,
  event: string,
  [energyNeed, latencyNeed]: readonly [Need, Need],
): Price {
  const [energy, latency] = [`energy_${event}`, `latency_${event}`];
  const joules = unit.number(energy, energyNeed);
  const seconds = unit.number(latency, latencyNeed);
  return {
    pj: joules === null ? null : shiftDecimal(joules, PICO),
    ns: seconds === null ? null : shiftDecimal(seconds, NANO),
    keys: [`${part}.${event}`],
    pjAt: unit.pathOf(energy),
    nsAt: unit.pathOf(latency),
  };
}

/** What several events cost that come together. What costs nothing is not named among the keys, if others do. */
export function sumOf(prices: readonly Price[]): Price {
  const costly = prices.filter(({ pj, ns }) => pj !== 0 || ns !== 0);
  const named = costly.length === 0 ? prices.slice(0, 1) : costly;
  return {
    pj: added(prices.map(({ pj }) => pj)),
    ns: added(prices.map(({ ns }) => ns)),
    keys: named.flatMap(({ keys }) => keys),
    pjAt: (prices.find(({ pj }) => pj !== 0) ?? prices[0]).pjAt,
    nsAt: (prices.find(({ ns }) => ns !== 0) ?? prices[0]).nsAt,
  };
}

/** Digits of a sum of decimal numbers; what stands behind them is rounding. */
const SIGNIFICANT = 14;

function added(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length < values.length) return null;
  return known.length === 1
    ? known[0]
    : Number(known.reduce((sum, value) => sum + value, 0).toPrecision(SIGNIFICANT));
}

/** For a message: `35.5 pJ and 3.8 ns`. */
export function priceText({ pj, ns }: Price): string {
  return `${pj ?? 'unknown'} pJ and ${ns ?? 'unknown'} ns`;
}
