import type { Problem } from '@nmap/ir';
import type { PlacementCosts } from './placement-costs.ts';
import type { SearchPrices } from './search-prices.ts';

/** What a chip's constants let an objective charge. */
export type Priced =
  | {
      readonly prices: SearchPrices;
      /** What was counted for unknown constants, a clause each. */
      readonly notes: readonly string[];
    }
  /** Why the objective says nothing about a placement on this chip. */
  | { readonly impossible: string };

/** Something that people pay for: how a search prices it, and what it comes to exactly. */
export interface ObjectiveDefinition {
  /** The same on the command line, in the manifest and in the documents. */
  readonly name: string;
  readonly unit: string;
  /** One line. */
  readonly summary: string;
  /** True where the largest load is what costs, of a core or a link, and no sum. */
  readonly balances: boolean;
  /** What a search charges. */
  price(problem: Problem): Priced;
  /** The referee's number, from the placement alone; null where a constant is unknown. */
  value(costs: PlacementCosts): number | null;
}
