import {
  clusterGraphProblem,
  withDelayMemory,
  withNeuronsPerCore,
  type Diagnostic,
  type Problem,
  type Target,
} from '@nmap/ir';
import { parseObjective } from '@nmap/energy';
import type { ManifestNetwork, Origin } from '@nmap/judge';
import type { Manifest } from '@nmap/manifest';
import { checkFitsMachine } from '../check-source.ts';
import type { SettledChoice } from '../grain/grain.ts';
import { LOWER, lowerOptions, lowerSource } from '../lower-pass.ts';

/**
 * The problem that a manifest claims to solve, rebuilt from the files, with what lowering had to assume. Where the manifest has a
 * `network.windowScale`, the spec is given with its window stretched already.
 */
export function lowerForManifest(
  manifest: Manifest,
  input: ManifestNetwork,
  chip: Target,
): {
  manifest: Manifest;
  problem: Problem;
  origin: Origin;
  diagnostics: readonly Diagnostic[];
} {
  // Whoever wrote the manifest may have written an objective that there is not.
  parseObjective(manifest.objective);
  const {
    maxCores = null,
    neuronsPerCore = null,
    maxStepNs = null,
    maxLinkLoad = null,
  } = manifest.constraints ?? {};
  const constraints = { maxCores, neuronsPerCore, maxStepNs, maxLinkLoad };
  const spread = withNeuronsPerCore(chip, neuronsPerCore);
  if (input.kind === 'network') {
    const { spec } = input;
    const target = withDelayMemory(spread, spec);
    const choice = recordedChoice(manifest);
    checkFitsMachine(spec, choice);
    const { objective } = manifest;
    const { network, diagnostics } = lowerSource({ spec, target, constraints, objective }, choice);
    return {
      manifest,
      problem: { network, target, constraints, objective: manifest.objective },
      origin: { kind: 'network' },
      diagnostics,
    };
  }
  const { problem, clustered } = clusterGraphProblem(input.graph, spread, constraints, manifest.objective);
  return { manifest, problem, origin: { kind: 'clusters', traffic: clustered.traffic }, diagnostics: [] };
}

/** How the manifest says that its network was lowered; a record that is none is for `checkRecord` to tell. */
function recordedChoice({ pipeline }: Manifest): SettledChoice {
  const read = lowerOptions.safeParse(pipeline.find(({ pass }) => pass === LOWER)?.options ?? {});
  const { grain, neuronsPerUnit } = read.success ? read.data : lowerOptions.parse({});
  return { grain: grain === 'auto' ? 'neuron' : grain, neuronsPerUnit };
}
