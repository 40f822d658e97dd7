import { versionOf, type Manifest, type ManifestCore, type ManifestNeurons } from '@nmap/manifest';
import { raw } from '@nmap/kernels';
import { axesOf, neuronsIn, type Constraints, type Network, type Placed, type Problem } from '@nmap/ir';
import { stateSplit } from '@nmap/judge';
import type { CompileResult } from '../compile.ts';
import { VERSION } from '../version.ts';
import { mergeBoxes } from './merge-boxes.ts';

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

/** Used cores, ascending, each with its neurons by population. */
function coreEntries(placed: Placed): ManifestCore[] {
  const { target } = placed.problem;
  const coreOf = raw(placed.coreOf);
  const neuronsOf = placed.problem.network.units === null ? rangesOf(placed) : boxesOf(placed);
  const { columns } = target.topology;
  const order = Array.from(coreOf.keys()).sort((a, b) => coreOf[a] - coreOf[b]);
  return order.map((cluster) => {
    const core = coreOf[cluster];
    const tile = raw(target.tileOf)[core];
    return {
      core,
      chip: target.chipOf[tile],
      tile,
      x: tile % columns,
      y: Math.floor(tile / columns),
      ...(target.classes.length === 1 ? {} : { class: target.classes[raw(target.classOf)[core]].name }),
      neurons: neuronsOf[cluster],
    };
  });
}

/** neurons[cluster] of a network of neurons, as ranges. */
function rangesOf({ clustered, problem }: Placed): ManifestCore['neurons'][] {
  const clusterOf = raw(clustered.clusterOf);
  const rangesOf: Record<string, [number, number][]>[] = Array.from(
    { length: clustered.clusterCount },
    // A population may be called like a member of Object.
    () => Object.create(null) as Record<string, [number, number][]>,
  );
  for (const { id, first, size, external } of problem.network.populations) {
    if (external) continue;
    for (let local = 0; local < size; local++) {
      const ranges = (rangesOf[clusterOf[first + local]][id] ??= []);
      const last = ranges.at(-1);
      if (last !== undefined && last[1] === local - 1) last[1] = local;
      else ranges.push([local, local]);
    }
  }
  return rangesOf;
}

/** neurons[cluster] of a network of units: boxes, and ranges where a population is one row of neurons. */
function boxesOf({ clustered, problem: { network } }: Placed): ManifestCore['neurons'][] {
  const { boxes } = network.units!;
  const clusterOf = raw(clustered.clusterOf);
  const neurons = Array.from(
    { length: clustered.clusterCount },
    () => Object.create(null) as Record<string, ManifestNeurons>,
  );
  for (const { id, first, vertexCount, shape, external } of network.populations) {
    if (external) continue;
    const held = new Map<number, [number, number, number, number, number, number][]>();
    for (let vertex = first; vertex < first + vertexCount; vertex++) {
      const at = 6 * vertex;
      const box = Array.from(boxes.subarray(at, at + 6)) as [number, number, number, number, number, number];
      const others = held.get(clusterOf[vertex]);
      if (others === undefined) held.set(clusterOf[vertex], [box]);
      else others.push(box);
    }
    const [channels, rows] = axesOf(shape);
    for (const [cluster, list] of held) {
      const merged = mergeBoxes(list);
      neurons[cluster][id] =
        channels === 1 && rows === 1
          ? merged.map(([, , [from, to]]): [number, number] => [from, to - 1])
          : { boxes: merged };
    }
  }
  return neurons;
}

function portEntries({ problem: { network, target } }: Placed): Manifest['ports'] {
  const populations = network.populations.filter(({ external }) => external).map(({ id }) => id);
  if (populations.length === 0) return [];
  const { columns } = target.topology;
  return [
    { tile: target.ioTile, x: target.ioTile % columns, y: Math.floor(target.ioTile / columns), populations },
  ];
}
