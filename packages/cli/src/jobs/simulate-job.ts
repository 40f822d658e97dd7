import { readFile } from 'node:fs/promises';
import { NmapError, windowOf, type Diagnostic, type NetworkSpec } from '@nmap/ir';
import {
  compareWithManifest,
  readSpikeTrains,
  simulate,
  type MetricDifference,
  type SimulationReport,
  type SpikeMode,
} from '@nmap/simulator';
import { verifyManifest } from '@nmap/compiler';
import { checkOutput, writeFileAtomically, type Manifest } from '@nmap/manifest';
import { writeNetworkSpec } from '@nmap/networks';
import { fileOfSpikes } from '../spike-files.ts';
import { busiestLinks, type BusyLink } from './busiest-links.ts';
import { judgeReadouts, type ReadAnswers } from './judge-readouts.ts';
import { loadForManifest } from './load-for-manifest.ts';
import { withReplayedSpikes } from './replayed-spikes.ts';

export interface SimulationRequest {
  readonly manifest: string;
  readonly network: string;
  readonly hardware: string;
  /** What the network file is; null = recognised by its content. */
  readonly from: string | null;
  readonly lenient: boolean;
  /** Files of recorded spikes that it was placed with, `[POPULATION=]FILE`. */
  readonly counts: readonly string[];
  readonly mode: SpikeMode;
  /** File of spike trains, or null. */
  readonly spikes: string | null;
  /** null = the window of the network file. */
  readonly steps: number | null;
  /** File with the label of each presentation, or null; mode `lif`. */
  readonly labels: string | null;
  /** File for the network with the spikes that were replayed as its counts, or null. */
  readonly writeSpikes: string | null;
}

export interface SimulationOutcome {
  readonly report: SimulationReport;
  readonly manifest: Manifest;
  /** By name, the busiest first. */
  readonly links: readonly BusyLink[];
  /** Metrics in which the replay and the manifest differ; null where the spikes or the steps are others. */
  readonly differences: readonly MetricDifference[] | null;
  /** What the host reads of integrators, where there are any. */
  readonly answers: readonly ReadAnswers[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Replays only what is legal: an illegal manifest ends as `verify` would end it. */
export async function runSimulation(request: SimulationRequest): Promise<SimulationOutcome> {
  const { writeSpikes } = request;
  if (writeSpikes !== null)
    await checkOutput(writeSpikes, [
      request.manifest,
      request.network,
      request.hardware,
      ...request.counts.map(fileOfSpikes),
      ...[request.spikes, request.labels].filter((file) => file !== null),
    ]);
  const loaded = await loadForManifest(request.manifest, request.network, request.hardware, request);
  const { manifest, problem, spec } = loaded;
  if (spec === null) {
    throw new NmapError('input', [
      {
        code: 'E1503',
        severity: 'error',
        where: request.manifest,
        message: 'places a cluster graph, which has weights and no spikes to replay.',
        hint: 'Place a network, then simulate.',
      },
    ]);
  }
  const faults = verifyManifest(loaded).filter(({ severity }) => severity === 'error');
  if (faults.length > 0) throw new NmapError('verification', faults);
  const { spikes, mode } = request;
  const window = windowOf(spec);
  const steps = request.steps ?? window.steps;
  const read = spikes === null ? null : readSpikeTrains(await textOf(spikes), spikes, problem.network, steps);
  const report = simulate({
    manifest,
    spec,
    network: problem.network,
    target: problem.target,
    options: {
      mode,
      steps,
      needsNeurons: writeSpikes !== null,
      ...(read === null ? {} : { trains: read.trains }),
    },
  });
  if (writeSpikes !== null)
    await writeFileAtomically(writeSpikes, writeNetworkSpec(withReplayedSpikes(spec, report)));
  const sameSpikes = mode === 'counts' && steps === window.steps;
  return {
    report,
    manifest,
    links: busiestLinks(problem.target.topology, report),
    answers: await judgeReadouts(report.readouts, request.labels),
    differences: sameSpikes ? compareWithManifest(report, manifest) : null,
    diagnostics: [
      ...loaded.diagnostics,
      ...(read?.diagnostics ?? []),
      ...(steps === window.steps ? [] : [otherSteps(spec, report)]),
    ],
  };
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/** A fault of reading names the file: of a folder Node says only that a read failed. */
async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw Object.assign(error, { path });
  });
  try {
    return UTF8.decode(bytes);
  } catch {
    const diagnostic: Diagnostic = {
      code: 'E1775',
      severity: 'error',
      where: path,
      message: 'is not valid UTF-8.',
      hint: 'Save the spikes as UTF-8 text.',
    };
    throw new NmapError('input', [diagnostic]);
  }
}

/** What other steps than the window's change, and by how much. */
function otherSteps(spec: NetworkSpec, { mode, steps, windowMs }: SimulationReport): Diagnostic {
  const window = windowOf(spec);
  const spikes =
    mode === 'counts'
      ? `the spikes of ${window.steps} steps (${window.lengthMs} ms) are replayed in`
      : 'replays';
  const ratio = Number((windowMs / window.lengthMs).toPrecision(4));
  return {
    code: 'W6206',
    severity: 'warning',
    where: '--steps',
    message:
      `${spikes} ${steps} steps (${windowMs} ms): steps of neurons and static power over the window are ${ratio} times ` +
      `those of the network's ${window.steps} steps; the metrics of the manifest are not compared.`,
    have: steps,
    need: window.steps,
    unit: 'steps',
    hint: 'Leave --steps out to replay the window of the network file.',
  };
}
