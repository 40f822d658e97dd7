import { amountColor, changeColor, kindColor, type Theme } from '../model/colors.ts';
import { mostOf } from '../model/column.ts';
import { QUANTITIES } from '../model/quantities.ts';
import type { Numbers, Report } from '../model/report.ts';
import { coreName, mainPopulation } from '../model/words.ts';

/** What the colours of a map mean. */
export type Legend =
  | {
      readonly kind: 'amount';
      readonly title: string;
      readonly unit: string;
      readonly least: number;
      readonly most: number;
    }
  | { readonly kind: 'change'; readonly title: string; readonly unit: string; readonly most: number }
  | {
      readonly kind: 'kinds';
      readonly title: string;
      readonly entries: readonly (readonly [string, string])[];
    };

/** How the cores of a chip are coloured. */
export interface Filling {
  readonly legend: Legend;
  /** Of a core in use, by its index in the report, or of a free one, by its number: null = nothing to say. */
  readonly usedColor: (index: number) => string;
  readonly freeColor: (core: number) => string | null;
  /** What a pyramid aggregates, by used core; null where colours are kinds. */
  readonly values: Numbers | null;
  readonly colorOf: (value: number) => string;
}

/** By the name of a quantity. */
export function quantityFilling(report: Report, name: string): Filling {
  const quantity = QUANTITIES.find((one) => one.name === name)!;
  const values = quantity.column(report)!;
  const most = mostOf(values);
  const least = lowEnd(values, most);
  const colorOf = (value: number): string =>
    amountColor(most === least ? 1 : (value - least) / (most - least));
  return {
    legend: { kind: 'amount', title: quantity.label, unit: quantity.unit, least, most },
    usedColor: (index) => colorOf(values[index]),
    freeColor: () => null,
    values,
    colorOf,
  };
}

/** Where all values lie near the largest, colours begin at the smallest: else all cores would look alike. */
const NEAR = 0.5;

function lowEnd(values: Numbers, most: number): number {
  let least = most;
  for (let index = 0; index < values.length; index++) if (values[index] < least) least = values[index]!;
  return least > NEAR * most && least < most ? least : 0;
}

/** A legend names so many populations. */
const NAMED = 24;

export function populationFilling(report: Report): Filling {
  const { cores, populations } = report;
  const shown = populations.map((_, index) => index).filter((index) => populations[index].cores > 0);
  const orderOf = new Map(shown.map((population, order) => [population, order]));
  const colorOf = (population: number): string => kindColor(orderOf.get(population) ?? 0);
  const entries = shown
    .slice(0, NAMED)
    .map((index): [string, string] => [populations[index].id, colorOf(index)]);
  if (shown.length > NAMED) entries.push([`and ${shown.length - NAMED} more`, '#ffffff00']);
  return {
    legend: { kind: 'kinds', title: 'population', entries },
    usedColor: (index) => colorOf(mainPopulation(cores, index)),
    freeColor: () => null,
    values: null,
    colorOf,
  };
}

/** What moving the content of one core to each other one would cost. */
export function moveFilling(report: Report, theme: Theme, index: number): Filling | null {
  const { moves, cores } = report;
  if (moves === null) return null;
  const deltaAt = new Map<number, number>();
  let most = 0;
  for (let k = moves.start[index]; k < moves.start[index + 1]; k++) {
    deltaAt.set(moves.core[k], moves.delta[k]);
    most = Math.max(most, Math.abs(moves.delta[k]));
  }
  const colorOf = (delta: number): string => changeColor(theme, most === 0 ? 0 : delta / most);
  const at = (core: number): string | null => {
    const delta = deltaAt.get(core);
    return delta === undefined ? null : colorOf(delta);
  };
  return {
    legend: {
      kind: 'change',
      title: `moving ${coreName(report, index)} here changes ${moves.objective} by`,
      unit: moves.unit,
      most,
    },
    usedColor: (other) => (other === index ? theme.select : (at(cores.core[other]) ?? theme.free)),
    freeColor: at,
    values: null,
    colorOf,
  };
}

/** What a second placement has more or less of, by used core of the first and free cores. */
export function changeFilling(
  report: Report,
  theme: Theme,
  {
    title,
    unit,
    deltaOf,
  }: { readonly title: string; readonly unit: string; readonly deltaOf: ReadonlyMap<number, number> },
): Filling {
  let most = 0;
  for (const delta of deltaOf.values()) most = Math.max(most, Math.abs(delta));
  const colorOf = (delta: number): string => changeColor(theme, most === 0 ? 0 : delta / most);
  return {
    legend: { kind: 'change', title, unit, most },
    usedColor: (index) => colorOf(deltaOf.get(report.cores.core[index]) ?? 0),
    freeColor: (core) => {
      const delta = deltaOf.get(core);
      return delta === undefined ? null : colorOf(delta);
    },
    values: null,
    colorOf,
  };
}
