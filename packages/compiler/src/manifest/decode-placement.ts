import type { Manifest, ManifestCore } from '@nmap/manifest';
import type { Diagnostic, Network, Problem } from '@nmap/ir';
import { NONE, raw } from '@nmap/kernels';

/** The placement that a manifest states, as columns. One cluster for every listed core, in its order. */
export interface DecodedPlacement {
  readonly clusterCount: number;
  /** clusterOf[neuron]; NONE for external ones. */
  readonly clusterOf: Uint32Array;
  /** classOf[cluster] of the core it is on. */
  readonly classOf: Uint32Array;
  readonly coreOf: Uint32Array;
  /** Everything that keeps it from being a placement: neurons lost, doubled, unknown; cores that do not exist. */
  readonly faults: readonly Diagnostic[];
}

/** Reads the `cores` of a manifest against a network and a chip; trusts nothing in it. */
export function decodePlacement(manifest: Manifest, { network, target }: Problem): DecodedPlacement {
  const faults: Diagnostic[] = [];
  const clusterOf = new Uint32Array(network.neuronCount).fill(NONE);
  const coreOf = Uint32Array.from(manifest.cores, ({ core }) => core);
  const classOf = new Uint32Array(coreOf.length);
  const tileOf = raw(target.tileOf);
  for (const [cluster, entry] of manifest.cores.entries()) {
    if (entry.core >= target.coreCount) {
      faults.push(
        fault(
          'E4101',
          `core ${entry.core}`,
          `does not exist: ${target.name} has cores 0..${target.coreCount - 1}.`,
        ),
      );
      continue;
    }
    classOf[cluster] = raw(target.classOf)[entry.core]!;
    faults.push(...positionFaults(entry, tileOf[entry.core], target, classOf[cluster]));
    claimNeurons(network, entry, cluster, clusterOf, faults);
  }
  faults.push(...lostNeurons(network, clusterOf));
  return { clusterCount: coreOf.length, clusterOf, classOf, coreOf, faults };
}

function positionFaults(
  entry: ManifestCore,
  tile: number,
  target: Problem['target'],
  coreClass: number,
): Diagnostic[] {
  const { columns } = target.topology;
  const right = { tile, x: tile % columns, y: Math.floor(tile / columns), chip: target.chipOf[tile] };
  const faults: Diagnostic[] = [];
  for (const key of ['tile', 'x', 'y', 'chip'] as const) {
    if (entry[key] !== right[key]) {
      faults.push({
        ...fault('E4102', `core ${entry.core}`, `${key} is ${entry[key]}, the hardware says ${right[key]}.`),
        have: entry[key],
        need: right[key],
      });
    }
  }
  const className = target.classes[coreClass].name;
  if (entry.class !== undefined && entry.class !== className) {
    faults.push(
      fault('E4102', `core ${entry.core}`, `class is "${entry.class}", the hardware says "${className}".`),
    );
  }
  return faults;
}

function claimNeurons(
  network: Network,
  entry: ManifestCore,
  cluster: number,
  clusterOf: Uint32Array,
  faults: Diagnostic[],
): void {
  for (const [id, ranges] of Object.entries(entry.neurons)) {
    const population = network.populations.find((candidate) => candidate.id === id);
    const where = `core ${entry.core} (${id})`;
    if (population === undefined) {
      faults.push(fault('E4103', where, `the network has no population "${id}".`));
      continue;
    }
    if (population.external) {
      faults.push(fault('E4104', where, `population "${id}" is external: it has no place on a core.`));
      continue;
    }
    for (const [first, last] of ranges) {
      if (last >= population.size) {
        faults.push(
          fault('E4103', where, `neurons [${first}, ${last}]: the population has 0..${population.size - 1}.`),
        );
        continue;
      }
      for (let local = first; local <= last; local++) {
        const neuron = population.first + local;
        if (clusterOf[neuron] === NONE) clusterOf[neuron] = cluster;
        else
          faults.push(
            fault('E4105', `${id}[${local}]`, `is placed twice, the second time on core ${entry.core}.`),
          );
      }
    }
  }
}

/** One fault per run of consecutive lost neurons. */
function lostNeurons(network: Network, clusterOf: Uint32Array): Diagnostic[] {
  const faults: Diagnostic[] = [];
  for (const { id, first, size, external } of network.populations) {
    if (external) continue;
    for (let local = 0; local < size; local++) {
      if (clusterOf[first + local] !== NONE) continue;
      const from = local;
      while (local + 1 < size && clusterOf[first + local + 1] === NONE) local++;
      const range = from === local ? `${from}` : `${from}..${local}`;
      faults.push(fault('E4106', `${id}[${range}]`, `is on no core: ${local - from + 1} neurons are lost.`));
    }
  }
  return faults;
}

function fault(code: string, where: string, message: string): Diagnostic {
  return {
    code,
    severity: 'error',
    where,
    message,
    hint: 'Place the network again; the manifest was changed or belongs to another network.',
  };
}
