import { DiagnosticList, reachOf, type Placed } from '@nmap/ir';
import { checkBoxes } from '../boxes/check-boxes.ts';
import { verifyCeilings } from '../verify/verify-ceilings.ts';
import { verifyClustered } from '../verify/verify-clustered.ts';
import { verifyPlaced } from '../verify/verify-placed.ts';
import { verifyRoutingEntries } from '../verify/verify-routing-entries.ts';
import { checkSetting } from './check-setting.ts';
import { checkTables } from './check-tables.ts';
import { decodePlacement } from './decode-placement.ts';
import { compareRecords } from './differences.ts';
import { notesOf } from './notes.ts';
import { placedOf } from './placed-of.ts';
import { stateMetrics } from './state-metrics.ts';
import { stateSplit } from './state-split.ts';
import type { ManifestSubject } from './subject.ts';

/** Faults of a clustering without which nothing can be said of a placement. */
const UNSOUND: readonly string[] = ['E4111', 'E4112', 'E4113', 'E4115', 'E4109'];

/**
 * Recomputes what follows from the manifest's cores, and trusts nothing else in it: every neuron on exactly one core that
 * exists, where the hardware says it stands; every limit of every core and routing table, dead cores, core classes; the port; the routing
 * scheme; the ceilings on time and links; every metric, every bound and the notes. Where vertices are units, loads and
 * packets are counted again from the boxes alone (`checkBoxes`).
 * @returns the placement; null where it is none, or an illegal one, whose numbers mean nothing.
 */
export function judgePlacement(subject: ManifestSubject, faults: DiagnosticList): Placed | null {
  const { manifest, problem } = subject;
  const decoded = decodePlacement(manifest, problem);
  faults.addAll(decoded.faults.all());
  if (decoded.faults.failed) return null;

  const placed = placedOf(subject, decoded);
  const legality = new DiagnosticList('cores');
  const reach = reachOf(placed);
  legality.addAll(verifyClustered(placed.clustered, reach));
  // A core over its limit hides no dead core; neurons without a cluster hide everything.
  if (!UNSOUND.some((code) => legality.countOf(code) > 0)) legality.addAll(verifyPlaced(placed));
  checkSetting(manifest, problem, legality);
  if (!legality.failed) legality.addAll(verifyRoutingEntries(placed, reach));
  faults.addAll(legality.all());
  if (legality.failed) return null;
  const { units, spec } = problem.network;
  if (units !== null && spec !== null) checkBoxes(manifest, placed, spec, faults);

  const { metrics, bounds, clusterBounds } = stateMetrics(placed, reach);
  faults.addAll(verifyCeilings(placed, metrics));
  compareRecords('metrics', manifest.metrics, metrics, faults);
  compareRecords('bounds', manifest.bounds, bounds, faults);
  compareRecords('clusterBounds', manifest.clusterBounds, clusterBounds, faults);
  compareRecords('split', manifest.split, stateSplit(problem), faults);
  compareRecords('notes', manifest.notes, notesOf(problem), faults);
  checkTables(manifest, placed, faults);
  return placed;
}
