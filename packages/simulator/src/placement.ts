import { checkCounts, checkSetting, decodePlacement, verifyCores } from '@nmap/judge';
import type { Manifest } from '@nmap/manifest';
import { DiagnosticList, neuronsIn, type Network, type Problem, type Target } from '@nmap/ir';
import { NONE, raw } from '@nmap/kernels';

/** Where every neuron sits, or every unit of a network of them, rebuilt from the manifest alone. */
export interface Placement {
  /** coreOf[neuron], or of the unit; external ones sit at `port`. Length vertexCount. */
  readonly coreOf: Uint32Array;
  /** A core number of its own for the i/o port: the target's core count. */
  readonly port: number;
  /** tileOf[core], the port included; length coreCount + 1. */
  readonly tileOf: Uint32Array;
  /** neuronsOn[core], without external neurons; length coreCount + 1. */
  readonly neuronsOn: Uint32Array;
  /** Cores that hold a neuron, ascending. */
  readonly usedCores: Uint32Array;
}

/**
 * Rebuilds the placement with the judge's decoder. Throws every contradiction between the manifest, the
 * network and the chip at once: counts, the port and the routing scheme, unknown populations, cores and tiles, dead and
 * shared cores, neurons that are lost, placed twice, beyond their population, or external and
 * yet on a core. Does not check the limits of a core: that is the work of `verify`.
 */
export function rebuildPlacement(manifest: Manifest, network: Network, target: Target): Placement {
  const problem: Problem = {
    network,
    target,
    constraints: { maxCores: null },
    objective: manifest.objective,
  };
  const faults = new DiagnosticList('simulation');
  checkCounts(manifest, network, faults);
  checkSetting(manifest, problem, faults);
  const { clusterOf, coreOf: coreOfCluster, faults: ofCores } = decodePlacement(manifest, problem);
  faults.addAll(ofCores.all());
  // A core that is not there is told of already.
  if (!ofCores.failed) verifyCores(coreOfCluster, problem, faults);
  faults.throwIfFailed('input');

  const port = target.coreCount;
  const tileOf = new Uint32Array(port + 1);
  tileOf.set(raw(target.tileOf).subarray(0, port));
  tileOf[port] = target.ioTile;
  const coreOf = clusterOf.map((cluster) => (cluster === NONE ? port : coreOfCluster[cluster]));
  const neuronsOn = new Uint32Array(port + 1);
  for (const [vertex, core] of coreOf.entries())
    if (core !== port) neuronsOn[core] += neuronsIn(network, vertex);
  const usedCores = Uint32Array.from(coreOfCluster)
    .filter((core) => neuronsOn[core] > 0)
    .sort();
  return { coreOf, port, tileOf, neuronsOn, usedCores };
}
