import {
  clusterGraphProblem,
  withDelayMemory,
  withNeuronsPerCore,
  type Diagnostic,
  type NetworkSpec,
  type Problem,
  type Target,
} from '@nmap/ir';
import { parseObjective } from '@nmap/energy';
import type { ManifestNetwork, Origin } from '@nmap/judge';
import type { Manifest } from '@nmap/manifest';
import type { GraphPartitioning } from '@nmap/mappers';
import { checkFitsMachine } from '../check-source.ts';
import type { SettledChoice } from '../grain/grain.ts';
import { LOWER, lowerOptions, lowerSource } from '../lower-pass.ts';
import type { AnyPass } from '../pass.ts';
import { runGpmetis } from '../programs/gpmetis.ts';
import { partitionerFor } from '../split/partitioner-of.ts';
import { quietContext } from '../split/quiet-context.ts';
import { isSplitPass } from '../split/settle-split.ts';
import type { Source } from '../stage.ts';
import { definitionOf } from './check-record.ts';

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
    const { objective } = manifest;
    const target = withDelayMemory(spread, input.spec);
    const spec = splitForManifest(manifest, { spec: input.spec, target, constraints, objective });
    const choice = recordedChoice(manifest);
    checkFitsMachine(spec, choice);
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

/** Neurons become several again as the manifest says: by network, chip and options alone, or with the partitioner that they name. A record that is none is for `checkRecord` to tell. */
function splitForManifest({ pipeline }: Manifest, source: Omit<Source, 'stage'>): NetworkSpec {
  let spec = source.spec;
  for (const { pass, options, seed } of pipeline.filter(isSplitStep)) {
    const definition = definitionOf(pass);
    const read = definition?.options.safeParse(options);
    if (definition === undefined || read?.success !== true) continue;
    const quiet = { ...quietContext(), gpmetis: (wanted: GraphPartitioning) => runGpmetis(wanted, Infinity) };
    const context = { ...quiet, ...partitionerFor(partitionersOf(pipeline), seed, quiet) };
    spec = (definition.run({ stage: 'source', ...source, spec }, read.data, context) as Source).spec;
  }
  return spec;
}

/** Those recorded that cluster, to be run again. */
function partitionersOf(pipeline: Manifest['pipeline']): AnyPass[] {
  return pipeline.flatMap(({ pass, options }): AnyPass[] => {
    const definition = definitionOf(pass);
    const read = definition?.options.safeParse(options);
    return definition?.from === 'lowered' && definition.to === 'clustered' && read?.success === true
      ? [definition(read.data)]
      : [];
  });
}

function isSplitStep({ pass }: Manifest['pipeline'][number]): boolean {
  return isSplitPass({ name: pass });
}

/** How the manifest says that its network was lowered; a record that is none is for `checkRecord` to tell. */
function recordedChoice({ pipeline }: Manifest): SettledChoice {
  const read = lowerOptions.safeParse(pipeline.find(({ pass }) => pass === LOWER)?.options ?? {});
  const { grain, neuronsPerUnit, borders } = read.success ? read.data : lowerOptions.parse({});
  return {
    grain: grain === 'auto' ? 'neuron' : grain,
    neuronsPerUnit,
    borders: borders === 'free' ? 'free' : 'whole',
  };
}
