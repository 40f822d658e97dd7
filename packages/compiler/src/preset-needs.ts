import {
  checkProblem,
  checkSpecFits,
  coreCountBound,
  withDelayMemory,
  type CoreCountBound,
  type Diagnostic,
  type Network,
  type NetworkSpec,
  type Target,
} from '@nmap/ir';
import { presetNames } from '@nmap/hardware';
import { loadHardware } from './load.ts';

/** What a network asks of a chip at least, proven without a search. */
export interface HardwareNeed {
  readonly hardware: string;
  /** Cores that the chip has. */
  readonly cores: number;
  /** No placement uses fewer; null where all cores together do not suffice. */
  readonly coresNeeded: number | null;
  /** The resource that asks for so many. */
  readonly binding: CoreCountBound['resource'];
  /** What no placement can help; empty = nothing is known that forbids one. */
  readonly obstacles: readonly Diagnostic[];
}

/** Meshes of one paper that differ in nothing but their size: the larger ones say the same and take a second to lay out. */
const LEFT_OUT: ReadonlySet<string> = new Set(['jin256', 'jin512', 'jin1024']);

/** Bounds alone, of every preset. O(presets x (vertices + targets)). */
export async function presetNeeds(spec: NetworkSpec, network: Network): Promise<HardwareNeed[]> {
  const needs: HardwareNeed[] = [];
  for (const name of presetNames()) {
    if (LEFT_OUT.has(name)) continue;
    const { target } = await loadHardware(name);
    needs.push(hardwareNeed(spec, network, target));
  }
  return needs;
}

export function hardwareNeed(spec: NetworkSpec, network: Network, chip: Target): HardwareNeed {
  const target = withDelayMemory(chip, spec);
  const problem = { network, target, constraints: { maxCores: null }, objective: 'energy' };
  const { cores, resource } = coreCountBound(problem);
  return {
    hardware: chip.name,
    cores: chip.coreCount,
    coresNeeded: Number.isFinite(cores) ? cores : null,
    binding: resource,
    obstacles:
      network.units === null ? checkProblem(problem) : checkSpecFits(spec, target, problem.constraints),
  };
}
