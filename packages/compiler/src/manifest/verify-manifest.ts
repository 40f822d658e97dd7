/**
 * Checks a manifest against the network and the hardware it names, trusting nothing in it.
 *
 * Checks: hashes, names, labels and counts (check-identity.ts); every neuron on exactly one core
 * that exists, where the hardware says it stands; every limit of every core, dead cores, core
 * classes; the port; the routing scheme and rule; every metric and every bound, recomputed from scratch;
 * that the record of the run is one that `place` could have written (check-record.ts); the
 * checksums of the stages that the placement determines (check-checksums.ts).
 * Assumes: that the network and hardware files say what was meant. What the files cannot tell is
 * listed by `takenOnTrust`, and `replayManifest` tells it.
 */
import {
  DiagnosticList,
  makeClustered,
  makePlaced,
  reachOf,
  verifyClustered,
  verifyPlaced,
  type ClassId,
  type ClusterId,
  type Diagnostic,
  type NeuronId,
  type Placed,
  type Problem,
} from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';
import { asColumn } from '@nmap/kernels';
import { checkChecksums } from './check-checksums.ts';
import { checkIdentity } from './check-identity.ts';
import { checkRecord } from './check-record.ts';
import { decodePlacement, type DecodedPlacement } from './decode-placement.ts';
import { compareRecords, reportDifference } from './differences.ts';
import { notesOf } from './notes.ts';
import { stateMetrics } from './state-metrics.ts';
import type { ManifestSubject } from './subject.ts';

/** Faults of a clustering without which nothing can be said of a placement. */
const UNSOUND: readonly string[] = ['E4111', 'E4112', 'E4113', 'E4115', 'E4109'];

/** Every fault found, of each code up to a cap; no error = legal, and every number right. */
export function verifyManifest(subject: ManifestSubject): Diagnostic[] {
  const { manifest, problem } = subject;
  const faults = new DiagnosticList('manifest');
  checkIdentity(subject, faults);
  checkRecord(subject, faults);
  const decoded = decodePlacement(manifest, problem);
  faults.addAll(decoded.faults.all());
  if (decoded.faults.failed) return faults.all();

  const placed = placedOf(subject, decoded);
  const legality = new DiagnosticList('cores');
  const reach = reachOf(placed);
  legality.addAll(verifyClustered(placed.clustered, reach));
  // A core over its limit hides no dead core; neurons without a cluster hide everything.
  if (!UNSOUND.some((code) => legality.countOf(code) > 0)) legality.addAll(verifyPlaced(placed));
  checkSetting(manifest, problem, legality);
  faults.addAll(legality.all());
  // Numbers of an illegal placement mean nothing.
  if (legality.failed) return faults.all();

  const { metrics, bounds, clusterBounds } = stateMetrics(placed, reach);
  compareRecords('metrics', manifest.metrics, metrics, faults);
  compareRecords('bounds', manifest.bounds, bounds, faults);
  compareRecords('clusterBounds', manifest.clusterBounds, clusterBounds, faults);
  compareRecords('notes', manifest.notes, notesOf(problem), faults);
  checkChecksums(manifest, placed, faults);
  return faults.all();
}

function placedOf({ problem, givenTraffic }: ManifestSubject, decoded: DecodedPlacement): Placed {
  const { clusterOf, classOf, coreOf, clusterCount } = decoded;
  if (givenTraffic === null)
    return makePlaced(makeClustered(problem, clusterOf, classOf, clusterCount), coreOf);
  // Nodes of a cluster graph are its clusters: cluster = node, so the cores are put in node order.
  const coreOfNode = new Uint32Array(clusterCount);
  const classOfNode = new Uint32Array(clusterCount);
  for (let node = 0; node < clusterOf.length; node++) {
    coreOfNode[node] = coreOf[clusterOf[node]];
    classOfNode[node] = classOf[clusterOf[node]];
  }
  const clustered = {
    stage: 'clustered' as const,
    problem,
    clusterCount,
    clusterOf: asColumn<NeuronId, ClusterId>(Uint32Array.from(clusterOf.keys())),
    classOf: asColumn<ClusterId, ClassId>(classOfNode),
    traffic: givenTraffic,
  };
  return makePlaced(clustered, coreOfNode);
}

/** What the manifest says beside the cores: the port, the routing scheme and rule. */
function checkSetting(manifest: Manifest, { network, target }: Problem, faults: DiagnosticList): void {
  const scheme = target.multicast === 'tree' ? 'tree' : 'unicast';
  if (manifest.routing.scheme !== scheme)
    reportDifference('routing.scheme', manifest.routing.scheme, scheme, faults);
  const { rule } = target.topology;
  if (manifest.routing.rule !== rule) reportDifference('routing.rule', manifest.routing.rule, rule, faults);
  const external = network.populations.filter((population) => population.external).map(({ id }) => id);
  const { columns } = target.topology;
  const { ioTile: tile } = target;
  const port = { tile, x: tile % columns, y: Math.floor(tile / columns), populations: external };
  const ports = external.length === 0 ? [] : [port];
  if (manifest.ports.length !== ports.length)
    reportDifference('ports', `${manifest.ports.length} ports`, `${ports.length} ports`, faults);
  else if (ports.length > 0) compareRecords('ports[0]', manifest.ports[0], port, faults);
}
