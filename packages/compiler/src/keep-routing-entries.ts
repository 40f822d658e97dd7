import { NmapError, type ClusterReach, type Diagnostic, type Placed } from '@nmap/ir';
import { checkRoutingEntries } from '@nmap/tables';

/**
 * A placement whose routing tables do not fit the chip is none: not even with one route for every core, minimised.
 * @throws NmapError (not-found), naming each chip.
 */
export function keepRoutingEntries(placed: Placed, reach: (() => ClusterReach) | null): void {
  const faults = checkRoutingEntries(placed, reach ?? undefined);
  if (faults.length === 0) return;
  throw new NmapError(
    'not-found',
    faults.map(({ chip, entries, limit }): Diagnostic => ({
      code: 'E3205',
      severity: 'error',
      where: `chip ${chip}`,
      message: `its routing table needs ${entries} entries, with one route for every core, and holds ${limit}.`,
      have: limit,
      need: entries,
      unit: 'entries',
      hint: 'Use fewer cores (--cores), another --seed or --objective hops, or raise topology.routingEntriesPerChip.',
    })),
  );
}
