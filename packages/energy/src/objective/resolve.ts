/** From an objective's text and a problem to the prices that a search descends. */
import type { Objective, Problem } from '@nmap/ir';
import { traffic } from './objectives/traffic/index.ts';
import { NO_PRICES, addPrices, type SearchPrices } from './search-prices.ts';
import { objectiveText, parseObjective, type WeightedObjective } from './table.ts';

export interface ResolvedObjective {
  /** What is minimised: as asked for, or `traffic` where the chip's constants cannot price that. */
  readonly terms: readonly WeightedObjective[];
  readonly name: Objective;
  readonly unit: string;
  readonly prices: SearchPrices;
  /** What was replaced or counted for what is unknown, for the report; null where nothing was. */
  readonly note: string | null;
}

const resolved = new WeakMap<Problem, ResolvedObjective>();

/**
 * Prices of the problem's objective. Where one of its terms cannot be priced, or says nothing about a placement,
 * `traffic` takes the place of the whole and the note says so.
 */
export function resolveObjective(problem: Problem): ResolvedObjective {
  let known = resolved.get(problem);
  if (known === undefined) resolved.set(problem, (known = resolve(problem)));
  return known;
}

function resolve(problem: Problem): ResolvedObjective {
  const terms = parseObjective(problem.objective);
  const notes: string[] = [];
  let prices = NO_PRICES;
  for (const { objective, weight } of terms) {
    const priced = objective.price(problem);
    if ('impossible' in priced) {
      const alone = traffic.price(problem) as { prices: SearchPrices };
      return {
        terms: [{ objective: traffic, weight: 1 }],
        name: traffic.name,
        unit: traffic.unit,
        prices: alone.prices,
        note: `${objective.name}: ${priced.impossible}, so traffic is minimised`,
      };
    }
    for (const note of priced.notes) notes.push(`${objective.name}: ${note}`);
    prices = addPrices(prices, priced.prices, weight);
  }
  return {
    terms,
    name: objectiveText(terms),
    unit: terms[0].objective.unit,
    prices,
    note: notes.length === 0 ? null : notes.join('; '),
  };
}
