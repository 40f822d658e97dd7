import { versionOf, type Manifest } from '@nmap/manifest';
import { neuronsIn, type Constraints, type Network, type Placed, type Problem } from '@nmap/ir';
import { stateSplit } from '@nmap/judge';
import type { CompileResult } from '../compile.ts';
import { VERSION } from '../version.ts';
import { coreEntries } from './core-entries.ts';

export interface ManifestIdentity {
  /** Of what the files mean. */
  readonly networkSha256: string;
  readonly hardwareSha256: string;
  /** Of the files' bytes, where known. */
  readonly networkFileSha256?: string;
  readonly hardwareFileSha256?: string;
  /** Of the bytes of the recorded spikes that the counts came from, where they did. */
  readonly spikesSha256?: string;
  /** Labels of a cluster graph's nodes; null for a network. */
  readonly labels: readonly string[] | null;
  /** By how much the window was stretched to make expected spikes whole; absent = not at all. */
  readonly windowScale?: number;
}

/** The promise to everything downstream: no clock, host or path in it, so same input gives same bytes. */
export function buildManifest(result: CompileResult, identity: ManifestIdentity): Manifest {
  const { placed, routing } = result.routed;
  const { network, target, objective, constraints } = result.routed.problem;
  const { networkFileSha256, hardwareFileSha256, spikesSha256, windowScale } = identity;
  const externalNeurons = externalNeuronsOf(network);
  const cores = coreEntries(placed);
  const { kind } = placed.clustered.traffic;
  return {
    format: 'nmap-manifest',
    version: versionOf(cores),
    complete: result.run.stopped === null,
    tool: { name: 'nmap', version: VERSION },
    network: {
      name: network.name,
      // Most manifests are of networks: what says nothing else is one.
      ...(kind === 'clusters' ? { kind } : {}),
      sha256: identity.networkSha256,
      ...(networkFileSha256 === undefined ? {} : { fileSha256: networkFileSha256 }),
      ...(spikesSha256 === undefined ? {} : { spikesSha256 }),
      neurons: network.neuronCount,
      synapses: network.synapseCount,
      ...(externalNeurons === 0 ? {} : { externalNeurons }),
      ...(windowScale === undefined || windowScale === 1 ? {} : { windowScale }),
      ...(identity.labels === null
        ? kind === 'clusters'
          ? { ids: sequence(network.neuronCount) }
          : {}
        : { ids: [...identity.labels] }),
    },
    hardware: {
      name: target.name,
      sha256: identity.hardwareSha256,
      ...(hardwareFileSha256 === undefined ? {} : { fileSha256: hardwareFileSha256 }),
    },
    pipeline: result.run.records.map(({ pass, options, seed, checksum, truncated, fellBackTo }) => ({
      pass,
      options: options as Manifest['pipeline'][number]['options'],
      seed,
      checksum,
      ...(truncated ? { truncated } : {}),
      ...(fellBackTo === undefined ? {} : { fellBackTo }),
    })),
    objective,
    ...constraintsOf(constraints),
    ...splitOf(result.routed.problem),
    cores,
    ports: portEntries(placed),
    routing: { scheme: routing, rule: target.topology.rule },
    metrics: result.numbers.metrics,
    bounds: result.numbers.bounds,
    ...(result.numbers.clusterBounds === undefined ? {} : { clusterBounds: result.numbers.clusterBounds }),
    notes: [...result.notes],
  };
}

function splitOf(problem: Problem): Pick<Manifest, 'split'> {
  const split = stateSplit(problem);
  return split === undefined ? {} : { split };
}

function externalNeuronsOf(network: Network): number {
  let count = 0;
  for (const [vertex, external] of network.external.entries())
    if (external === 1) count += neuronsIn(network, vertex);
  return count;
}

/** What the passes had to keep to, where there was anything. */
function constraintsOf({
  maxCores,
  neuronsPerCore = null,
  maxStepNs = null,
  maxLinkLoad = null,
}: Constraints): Pick<Manifest, 'constraints'> {
  const given = {
    ...(maxCores === null ? {} : { maxCores }),
    ...(neuronsPerCore === null ? {} : { neuronsPerCore }),
    ...(maxStepNs === null ? {} : { maxStepNs }),
    ...(maxLinkLoad === null ? {} : { maxLinkLoad }),
  };
  return Object.keys(given).length === 0 ? {} : { constraints: given };
}

function sequence(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

function portEntries({ problem: { network, target } }: Placed): Manifest['ports'] {
  const populations = network.populations.filter(({ external }) => external).map(({ id }) => id);
  if (populations.length === 0) return [];
  const { columns } = target.topology;
  return [
    { tile: target.ioTile, x: target.ioTile % columns, y: Math.floor(target.ioTile / columns), populations },
  ];
}
