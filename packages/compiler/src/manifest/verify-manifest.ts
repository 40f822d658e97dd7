/**
 * Checks a manifest against the network and the hardware it names, trusting nothing in it.
 *
 * Checks: both hashes and names; every neuron on exactly one core that exists, where the
 * hardware says it stands; every limit of every core, dead cores, core classes; the port;
 * the routing scheme; every metric and every bound, recomputed from scratch.
 * Assumes: that the network and hardware files say what was meant; nothing about how the
 * placement was made (the pipeline's checksums are for `place`, not for legality).
 */
import {
  makeClustered,
  makePlaced,
  verifyClustered,
  verifyPlaced,
  type Diagnostic,
  type Placed,
  type Problem,
} from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';
import { asColumn } from '@nmap/kernels';
import type { ClassId, ClusterId, NeuronId, Traffic } from '@nmap/ir';
import { decodePlacement } from './decode-placement.ts';
import { stateMetrics } from './state-metrics.ts';

export interface ManifestSubject {
  readonly manifest: Manifest;
  readonly problem: Problem;
  /** The given traffic of a cluster graph; null = derived from the network. */
  readonly givenTraffic: Traffic | null;
  readonly networkSha256: string;
  readonly hardwareSha256: string;
}

/** Every fault found; empty = legal, and every number right. */
export function verifyManifest(subject: ManifestSubject): Diagnostic[] {
  const { manifest, problem } = subject;
  const identity = identityFaults(subject);
  const decoded = decodePlacement(manifest, problem);
  if (decoded.faults.length > 0) return [...identity, ...decoded.faults];
  const placed = placedOf(subject, decoded);
  const legality = [
    ...verifyClustered(placed.clustered),
    ...verifyPlaced(placed),
    ...settingFaults(manifest, problem),
  ];
  // Numbers of an illegal placement mean nothing.
  if (legality.length > 0) return [...identity, ...legality];
  const { metrics, bounds, clusterBounds } = stateMetrics(placed);
  return [
    ...identity,
    ...differences('metrics', manifest.metrics, metrics),
    ...differences('bounds', manifest.bounds, bounds),
    ...differences('clusterBounds', manifest.clusterBounds, clusterBounds),
  ];
}

function placedOf(
  { problem, givenTraffic }: ManifestSubject,
  decoded: ReturnType<typeof decodePlacement>,
): Placed {
  const { clusterOf, classOf, coreOf, clusterCount } = decoded;
  if (givenTraffic === null)
    return makePlaced(makeClustered(problem, clusterOf, classOf, clusterCount), coreOf);
  // Nodes of a cluster graph are its clusters: cluster = node, so the cores are put in node order.
  const coreOfNode = new Uint32Array(clusterCount);
  const classOfNode = new Uint32Array(clusterCount);
  for (let node = 0; node < clusterOf.length; node++) {
    coreOfNode[node] = coreOf[clusterOf[node]]!;
    classOfNode[node] = classOf[clusterOf[node]]!;
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

function identityFaults({ manifest, problem, networkSha256, hardwareSha256 }: ManifestSubject): Diagnostic[] {
  const { network, target } = problem;
  const pairs: readonly (readonly [string, string | number, string | number])[] = [
    ['network.sha256', manifest.network.sha256, networkSha256],
    ['network.name', manifest.network.name, network.name],
    ['network.neurons', manifest.network.neurons, network.neuronCount],
    ['network.synapses', manifest.network.synapses, network.synapseCount],
    [
      'network.externalNeurons',
      manifest.network.externalNeurons ?? 0,
      network.external.reduce((sum, external) => sum + external, 0),
    ],
    ['hardware.sha256', manifest.hardware.sha256, hardwareSha256],
    ['hardware.name', manifest.hardware.name, target.name],
  ];
  return pairs
    .filter(([, have, need]) => have !== need)
    .map(([where, have, need]) => ({
      code: 'E4107',
      severity: 'error',
      where,
      message: `the manifest says ${have}, the file says ${need}.`,
      have,
      need,
      hint: 'Give the network and the hardware that this manifest was made from.',
    }));
}

/** What the manifest says beside the cores: the port and the routing scheme. */
function settingFaults(manifest: Manifest, { network, target }: Problem): Diagnostic[] {
  const faults: Diagnostic[] = [];
  const scheme = target.multicast === 'tree' ? 'tree' : 'unicast';
  if (manifest.routing.scheme !== scheme)
    faults.push(difference('routing.scheme', manifest.routing.scheme, scheme));
  const external = network.populations.filter((population) => population.external).map(({ id }) => id);
  const listed = manifest.ports.flatMap(({ populations }) => populations);
  if (JSON.stringify(listed) !== JSON.stringify(external)) {
    faults.push(difference('ports', listed.join(', ') || 'none', external.join(', ') || 'none'));
  }
  for (const port of manifest.ports) {
    if (port.tile !== target.ioTile) faults.push(difference('ports.tile', port.tile, target.ioTile));
    const { columns } = target.topology;
    if (port.x !== target.ioTile % columns || port.y !== Math.floor(target.ioTile / columns)) {
      faults.push(
        difference(
          'ports',
          `(${port.x}, ${port.y})`,
          `(${target.ioTile % columns}, ${Math.floor(target.ioTile / columns)})`,
        ),
      );
    }
  }
  return faults;
}

/** Every leaf in which two nested records differ, in either direction. */
function differences(path: string, stated: unknown, recomputed: unknown): Diagnostic[] {
  if (isRecord(stated) && isRecord(recomputed)) {
    const keys = [...new Set([...Object.keys(stated), ...Object.keys(recomputed)])];
    return keys.flatMap((key) => differences(`${path}.${key}`, stated[key], recomputed[key]));
  }
  if (
    Array.isArray(stated) &&
    Array.isArray(recomputed) &&
    JSON.stringify(stated) === JSON.stringify(recomputed)
  )
    return [];
  return Object.is(stated, recomputed) || stated === recomputed
    ? []
    : [difference(path, show(stated), show(recomputed))];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string | number {
  return typeof value === 'number' ? value : value === undefined ? 'absent' : JSON.stringify(value);
}

function difference(where: string, have: string | number, need: string | number): Diagnostic {
  return {
    code: 'E4108',
    severity: 'error',
    where,
    message: `the manifest says ${have}, recomputed ${need}.`,
    have,
    need,
    hint: 'The manifest was changed after it was written, or by another version.',
  };
}
