import type { ClusterReach, Diagnostic, Placed } from '@nmap/ir';
import { checkRoutingEntries } from '@nmap/tables';

/** E4150: chips whose routing table is too small for the placement, even with one route for every core. */
export function verifyRoutingEntries(placed: Placed, reach: () => ClusterReach): Diagnostic[] {
  return checkRoutingEntries(placed, reach).map(({ chip, entries, limit }) => ({
    code: 'E4150',
    severity: 'error',
    where: `chip ${chip}`,
    message: `its routing table needs ${entries} entries, with one route for every core, and holds ${limit}.`,
    have: limit,
    need: entries,
    unit: 'entries',
    hint: 'The limit is topology.routingEntriesPerChip.',
  }));
}
