import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { NmapError, type Diagnostic } from '@nmap/ir';
import {
  compareWithManifest,
  readSpikeTrains,
  simulate,
  type MetricDifference,
  type SimulationReport,
  type SpikeMode,
} from '@nmap/simulator';
import { verifyManifest } from '@nmap/compiler';
import { loadForManifest } from './load-for-manifest.ts';

export interface SimulationRequest {
  readonly manifest: string;
  readonly network: string;
  readonly hardware: string;
  readonly mode: SpikeMode;
  /** File of spike trains, or null. */
  readonly spikes: string | null;
  /** null = the window of the network file. */
  readonly steps: number | null;
}

export interface SimulationOutcome {
  readonly report: SimulationReport;
  /** Metrics in which the replay and the manifest differ; null where the spikes are not the file's counts. */
  readonly differences: readonly MetricDifference[] | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Replays only what is legal: an illegal manifest ends as `verify` would end it. */
export async function runSimulation(request: SimulationRequest): Promise<SimulationOutcome> {
  const loaded = await loadForManifest(request.manifest, request.network, request.hardware);
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
  const { spikes, mode, steps } = request;
  const trains =
    spikes === null
      ? null
      : readSpikeTrains(await readFile(spikes, 'utf8'), basename(spikes), problem.network);
  const report = simulate({
    manifest,
    spec,
    network: problem.network,
    target: problem.target,
    options: { mode, ...(trains === null ? {} : { trains }), ...(steps === null ? {} : { steps }) },
  });
  const sameSpikes = mode === 'counts' && steps === null;
  return {
    report,
    differences: sameSpikes ? compareWithManifest(report, manifest) : null,
    diagnostics: loaded.diagnostics,
  };
}
