/** The main job as one call: a network and a chip in, a verified placement with its manifest out. */
import { withNeuronsPerCore, type Diagnostic, type NetworkSpec, type Objective } from '@nmap/ir';
import { objectiveText, parseObjective } from '@nmap/energy';
import type { Manifest } from '@nmap/manifest';
import { compile, type CompileOptions, type CompileResult } from './compile.ts';
import { loadHardware, loadNetwork, networkHash, type LoadedHardware } from './load.ts';
import { buildManifest } from './manifest/build-manifest.ts';
import type { AnyPass } from './pass.ts';
import { pipelineFor } from './presets.ts';

export interface PlaceOptions extends Omit<CompileOptions, 'seed'> {
  /** `fast`, `default` (where it is left out), `best`, or one that reproduces a paper. */
  readonly preset?: string;
  /** In place of a preset: text, or the passes of a pipeline. */
  readonly pipeline?: string | readonly AnyPass[];
  /** Default 1. */
  readonly seed?: number;
  /** Use at most this many cores; null or absent = as many as the chip has. */
  readonly cores?: number | null;
  /** Put at most this many neurons on a core; null or absent = as many as it holds. */
  readonly neuronsPerCore?: number | null;
  /** Modelled time of the average step at most, ns. */
  readonly maxStepNs?: number | null;
  /** Packets over the busiest link at most, in the window. */
  readonly maxLinkLoad?: number | null;
  /** The name of an objective, or a weighted sum such as "energy + 0.3 time"; `energy` where it is left out. */
  readonly objective?: Objective;
}

export interface PlacedNetwork {
  readonly manifest: Manifest;
  readonly result: CompileResult;
  /** Warnings and notes of reading and lowering. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * @param network a file in any format that is read, or a network in memory (`specFromGraphology` makes one of a graph).
 * @param hardware a preset's name, a YAML file, or what `loadHardware` returned.
 * @throws NmapError: input, infeasible (with every violation), not-found or internal.
 */
export async function place(
  network: string | NetworkSpec,
  hardware: string | LoadedHardware,
  options: PlaceOptions = {},
): Promise<PlacedNetwork> {
  const chip = typeof hardware === 'string' ? await loadHardware(hardware) : hardware;
  const file = typeof network === 'string' ? await loadNetwork(network) : null;
  const spec = file?.spec ?? (network as NetworkSpec);
  const { preset = 'default', pipeline = null, seed = 1, cores = null } = options;
  const { neuronsPerCore = null, maxStepNs = null, maxLinkLoad = null } = options;
  const objective = objectiveText(parseObjective(options.objective ?? 'energy'));
  const passes =
    pipeline === null || typeof pipeline === 'string'
      ? pipelineFor({ preset, text: pipeline, objective })
      : pipeline;
  const source = {
    stage: 'source' as const,
    spec,
    target: withNeuronsPerCore(chip.target, neuronsPerCore),
    constraints: { maxCores: cores, neuronsPerCore, maxStepNs, maxLinkLoad },
    objective,
  };
  const result = await compile(source, passes, { ...options, seed });
  const manifest = buildManifest(result, {
    networkSha256: file?.sha256 ?? networkHash(spec),
    hardwareSha256: chip.sha256,
    ...(file === null ? {} : { networkFileSha256: file.fileSha256 }),
    hardwareFileSha256: chip.fileSha256,
    labels: null,
  });
  const diagnostics = [...chip.diagnostics, ...(file?.diagnostics ?? []), ...result.diagnostics];
  return { manifest, result, diagnostics };
}
