/** The main job as one call: a network and a chip in, a verified placement with its manifest out. */
import {
  expectSpikes,
  withDelayMemory,
  withNeuronsPerCore,
  type Clustered,
  type Diagnostic,
  type NetworkSpec,
  type Objective,
} from '@nmap/ir';
import { objectiveText, parseObjective } from '@nmap/energy';
import type { Manifest } from '@nmap/manifest';
import { buildTables, checkWeights, type StreamedTables } from '@nmap/tables';
import { clusterGraphSource, compile, type CompileOptions, type CompileResult } from './compile.ts';
import { dumpStages } from './dump-stages.ts';
import { checkGrain } from './grain/check-grain.ts';
import type { GrainName } from './grain/grain.ts';
import type { SplitName } from './split/split-choice.ts';
import {
  loadClusterGraph,
  loadHardware,
  loadNetwork,
  networkHash,
  type GraphFormat,
  type LoadedHardware,
  type NetworkFormat,
} from './load.ts';
import { buildManifest, type ManifestIdentity } from './manifest/build-manifest.ts';
import type { AnyPass } from './pass.ts';
import { passesAt, passesFor, type PipelineChoice } from './passes-for.ts';
import type { Source } from './stage.ts';
import { withLargerBoard } from './with-larger-board.ts';

export interface PlaceOptions extends Omit<CompileOptions, 'seed'> {
  /** `fast`, `default` (where it is left out), `best`, or one that reproduces a paper. */
  readonly preset?: string;
  /** In place of a preset: text, or the passes of a pipeline. */
  readonly pipeline?: string | readonly AnyPass[] | null;
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
  /** What the file is: a network, where it is left out, or a graph whose nodes are clusters already. */
  readonly kind?: 'network' | 'clusters';
  /** Of the file; null or absent = recognised by its content. */
  readonly format?: NetworkFormat | GraphFormat | null;
  /** What a vertex stands for; default auto. A pipeline that begins with a `lower` of its own has to agree. */
  readonly grain?: GrainName;
  /** Neurons that no core takes become several: how, or `off`, which is the default. Of a pipeline it is the first pass. */
  readonly split?: SplitName;
  /** Known defects of the network's file are read with a warning. */
  readonly lenient?: boolean;
  /** Files of recorded spikes, `[POPULATION=]FILE`, that give the counts of a network's file. */
  readonly spikes?: readonly string[];
  /** Lengthen the window until every rate gives whole spikes. */
  readonly expectedSpikes?: boolean;
  /** Also make the tables that a deployer loads; not of a cluster graph. */
  readonly tables?: boolean;
  /** A folder for one JSON file per pass with what it decided; null or absent = none is written. */
  readonly dump?: string | null;
  /** Called with each warning and note at once, also where the run fails after it. */
  readonly onDiagnostic?: (diagnostic: Diagnostic) => void;
}

export interface PlacedNetwork {
  readonly manifest: Manifest;
  readonly result: CompileResult;
  /** What `tables` asked for; its cores are made while they are read: for `writeManifest`. */
  readonly tables: StreamedTables | null;
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
  const calledMs = performance.now();
  const diagnostics: Diagnostic[] = [];
  const tell = (found: readonly Diagnostic[]): void => {
    diagnostics.push(...found);
    if (options.onDiagnostic !== undefined) found.forEach(options.onDiagnostic);
  };
  const chip = typeof hardware === 'string' ? await loadHardware(hardware) : hardware;
  tell(chip.diagnostics);
  const { preset = 'default', pipeline = null, seed = 1, cores = null } = options;
  const { neuronsPerCore = null, maxStepNs = null, maxLinkLoad = null } = options;
  const objective = objectiveText(parseObjective(options.objective ?? 'energy'));
  const hasCeilings = maxStepNs !== null || maxLinkLoad !== null;
  const { grain = 'auto', split = 'off' } = options;
  const choice = { preset, pipeline, objective, hasCeilings, grain, split };
  const asWritten = passesAt(choice, 'neuron');
  // What is misspelt is told before a large file is read.
  checkGrain(grain, asWritten);
  const input = await loadInput(network, options, {
    target: withNeuronsPerCore(chip.target, neuronsPerCore),
    constraints: { maxCores: cores, neuronsPerCore, maxStepNs, maxLinkLoad },
    objective,
  });
  tell(input.diagnostics);
  if (input.start.stage === 'source') tell(weightsOf(input.start));
  const { budget, dump = null } = options;
  const dumped = dump === null ? undefined : dumpStages(dump);
  const result = await compileAsChosen(choice, input.start, {
    ...options,
    seed,
    // Reading the files counts.
    ...(budget === undefined
      ? {}
      : {
          budget: {
            ...budget,
            elapsedBeforeMs: (budget.elapsedBeforeMs ?? 0) + performance.now() - calledMs,
          },
        }),
    onStage: (record, stage) => {
      dumped?.(record, stage);
      options.onStage?.(record, stage);
    },
  }).catch(async (error: unknown) => {
    const { start } = input;
    throw await withLargerBoard(error, {
      chip,
      start,
      passes: asWritten,
      maySearch: budget === undefined || (budget.timeLimitS === null && !budget.cancelled()),
      asUsed: (target) => {
        const limited = withNeuronsPerCore(target, neuronsPerCore);
        return start.stage === 'source' ? withDelayMemory(limited, start.spec) : limited;
      },
    });
  });
  tell(result.diagnostics);
  const manifest = buildManifest(result, {
    ...input.identity,
    hardwareSha256: chip.sha256,
    hardwareFileSha256: chip.fileSha256,
  });
  // Of a network that was split, the parts have their places.
  const { network: placed, target } = result.routed.problem;
  const { spec } = placed;
  const built = options.tables === true && spec !== null ? buildTables(spec, target, manifest) : null;
  tell(built?.diagnostics ?? []);
  return { manifest, result, tables: built?.tables ?? null, diagnostics };
}

/** @throws NmapError, in a promise where the choice of passes fails as well. */
async function compileAsChosen(
  choice: PipelineChoice,
  start: Source | Clustered,
  options: CompileOptions,
): Promise<CompileResult> {
  const { passes, grain } = passesFor(choice, start);
  return compile(start, passes, { ...options, grain });
}

/** What the bits of the chip do to the weights. */
function weightsOf({ spec, target }: Source): Diagnostic[] {
  const found = checkWeights(spec, target);
  return found === null ? [] : [found];
}

interface Input {
  readonly start: Source | Clustered;
  readonly identity: Omit<ManifestIdentity, 'hardwareSha256' | 'hardwareFileSha256'>;
  readonly diagnostics: readonly Diagnostic[];
}

type Setting = Pick<Source, 'target' | 'constraints' | 'objective'>;

async function loadInput(
  network: string | NetworkSpec,
  { kind = 'network', format = null, lenient = false, spikes = [], expectedSpikes = false }: PlaceOptions,
  setting: Setting,
): Promise<Input> {
  if (kind === 'clusters' && typeof network === 'string') {
    const file = await loadClusterGraph(network, { format: format as GraphFormat | null });
    const { labels } = file.graph;
    return {
      start: clusterGraphSource(file.graph, setting),
      identity: { networkSha256: file.sha256, networkFileSha256: file.fileSha256, labels },
      diagnostics: file.diagnostics,
    };
  }
  const file =
    typeof network === 'string'
      ? await loadNetwork(network, { format: format, lenient, spikes })
      : { spec: network, diagnostics: [] };
  const { spec, windowScale, diagnostics } = expectedSpikes
    ? expectSpikes(file.spec)
    : { spec: file.spec, windowScale: 1, diagnostics: [] };
  return {
    start: { stage: 'source', spec, ...setting, target: withDelayMemory(setting.target, spec) },
    identity: {
      ...('sha256' in file
        ? {
            networkSha256: file.sha256,
            networkFileSha256: file.fileSha256,
            ...(file.spikesSha256 === undefined ? {} : { spikesSha256: file.spikesSha256 }),
          }
        : { networkSha256: networkHash(file.spec) }),
      labels: null,
      windowScale,
    },
    diagnostics: [...file.diagnostics, ...diagnostics],
  };
}
