import type { DiagnosticList, Placed } from '@nmap/ir';
import { buildTables } from '@nmap/tables';
import type { Manifest } from '@nmap/manifest';
import { compareRecords, reportDifference } from './differences.ts';

/**
 * Makes the tables of a manifest again, from its cores, the network and the chip, and reports every list and number in which
 * they differ (E4108). A cluster graph has none.
 */
export function checkTables(manifest: Manifest, { problem }: Placed, faults: DiagnosticList): void {
  const { tables } = manifest;
  if (tables === undefined) return;
  const { spec } = problem.network;
  if (spec === null) {
    reportDifference('tables', tables, undefined, faults);
    return;
  }
  const { cores, ...rest } = buildTables(spec, problem.target, manifest).tables;
  const { cores: stated, ...statedRest } = tables;
  compareRecords('tables.weights', byIndex(statedRest.weights), byIndex(rest.weights), faults);
  compareRecords('tables.io', byIndex(statedRest.io), byIndex(rest.io), faults);
  compareRecords('tables.routing', statedRest.routing, rest.routing, faults);
  let place = 0;
  for (const core of cores) {
    compareRecords(`tables.cores[${place}]`, stated[place], core, faults);
    place++;
  }
  if (stated.length > place)
    reportDifference('tables.cores', `${stated.length} cores`, `${place} cores`, faults);
}

/** Entries of a list as members, so that one difference is told apart from the others. */
function byIndex(entries: readonly object[]): Record<string, object> {
  return Object.fromEntries(entries.entries());
}
