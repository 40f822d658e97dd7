import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { loadHardware, loadModel, presetPipeline, type ModelFile, type ModelOptions } from '@nmap/compiler';
import { checkConvertible, wilson } from '@nmap/conversion';
import {
  compareDevices,
  deploy,
  variantText,
  type Deployment,
  type DeployPoint,
  type MeasuredDevice,
  type Placed,
  type Rung,
} from '@nmap/deployment';
import { accuracy, sliceOfData, type DataSet } from '@nmap/dnn';
import { NmapError } from '@nmap/ir';
import { stringifyManifest, writeFileAtomically } from '@nmap/manifest';
import { writeNetworkSpec } from '@nmap/networks';
import type { DataRequest } from '../commands/data-options.ts';
import { renderDeployment } from '../output/deployment.ts';
import type { DeployOutcome } from './deploy-outcome.ts';
import { macsOf } from './macs-of.ts';
import { readImages } from './read-images.ts';
import { refuseChance } from './refuse-chance.ts';
import { shortfall } from './shortfall.ts';

export interface DeployJobRequest {
  readonly model: string;
  readonly data: string;
  readonly read: DataRequest;
  /** How the model's file is read. */
  readonly reading: ModelOptions;
  readonly hardware: string;
  readonly output: string;
  /** Points. */
  readonly tolerance: number;
  readonly images: number;
  readonly replayed: number;
  readonly preset: string;
  readonly replacesMaxPool: boolean;
  readonly peer: MeasuredDevice | null;
  readonly seed: number;
  readonly threads: number;
}

/** Images for the scales. */
const CALIBRATION = 300;
/** Places a candidate in tenths of a second: the network's share of the energy is a per cent. */
const SEARCH_PIPELINE = 'partition/sequential; place/hilbert';

/** A folder that was made for nothing is taken away again. */
export async function runDeployment(
  request: DeployJobRequest,
  control: { readonly onTry: (what: string) => void },
): Promise<DeployOutcome> {
  const made = makeFolder(request.output);
  return searchAndWrite(request, control).catch((error: unknown) => {
    if (made && readdirSync(request.output).length === 0) rmdirSync(request.output);
    throw error;
  });
}

async function searchAndWrite(
  request: DeployJobRequest,
  control: { readonly onTry: (what: string) => void },
): Promise<DeployOutcome> {
  const hardware = await loadHardware(request.hardware);
  const finalPipeline = presetPipeline(request.preset);
  const model = await loadModel(request.model, request.reading);
  const file = await readImages(request.data, request.read.labels, model, request.read);
  const parts = partsOf(file.data, request.images);
  const unconvertible = checkConvertible(model.spec, { replacesMaxPool: request.replacesMaxPool });
  if (unconvertible.length > 0) throw new NmapError('input', unconvertible);
  const { correct, count } = accuracy(model.spec, parts.search);
  const guessing = refuseChance(model.spec, wilson(correct, count), count);
  const { seed, threads, replacesMaxPool, replayed, tolerance } = request;
  const deployment = await deploy(
    {
      dnn: model.spec,
      replacesMaxPool,
      ...parts,
      hardware,
      pipeline: SEARCH_PIPELINE,
      finalPipeline,
      replayed,
      seed,
      threads,
      tolerance: tolerance / 100,
    },
    control.onTry,
  );
  const outcome: DeployOutcome = {
    deployment,
    model: model.spec.name,
    hardware: hardware.target.name,
    tolerance,
    macs: macsOf(model.spec),
    parts: {
      calibration: parts.calibration.count,
      search: parts.search.count,
      held: parts.held.count,
      replayed: Math.min(replayed, parts.search.count),
    },
    output: request.output,
    peer: peerOf(request, deployment),
    diagnostics: [
      ...hardware.diagnostics,
      ...model.diagnostics,
      ...file.diagnostics,
      ...guessing,
      ...shortfall(deployment, model.spec.name),
    ],
    report: {},
  };
  const report = reportOf(outcome, { model, dataSha256: file.sha256, hardwareSha256: hardware.sha256, seed });
  await writeAll(request.output, { ...outcome, report });
  return { ...outcome, report };
}

/** Scales, choices and the verdict each have images of their own. */
function partsOf(data: DataSet, images: number): { calibration: DataSet; search: DataSet; held: DataSet } {
  if (data.labels === null || data.count < 30) {
    throw new NmapError('input', [
      {
        code: 'E1773',
        severity: 'error',
        where: data.name,
        message:
          data.labels === null
            ? 'has no labels: a search for the cheapest accurate deployment needs them.'
            : `has ${data.count} images: scales, choices and the verdict need some of their own each.`,
        have: data.count,
        need: 30,
        unit: 'labelled images',
        hint: 'Give --labels, or more images.',
      },
    ]);
  }
  const calibration = Math.min(CALIBRATION, Math.floor(data.count / 3));
  const search = Math.min(images, Math.floor((data.count - calibration) / 2));
  const held = Math.min(images, data.count - calibration - search);
  return {
    calibration: sliceOfData(data, 0, calibration),
    search: sliceOfData(data, calibration, search),
    held: sliceOfData(data, calibration + search, held),
  };
}

/**
 * Before the search, so that a place that cannot be written to is told at once; true where there was none.
 * A folder of earlier results is not mixed with new ones.
 */
function makeFolder(folder: string): boolean {
  const found = statSync(folder, { throwIfNoEntry: false });
  const problem =
    found === undefined
      ? null
      : !found.isDirectory()
        ? 'is a file; a folder is written.'
        : readdirSync(folder).length > 0
          ? 'is not empty: what is in it would be mixed with the new results.'
          : null;
  if (problem === null) {
    if (found === undefined) makeWithParents(resolve(folder));
    return found === undefined;
  }
  throw new NmapError('input', [
    {
      code: 'E1774',
      severity: 'error',
      where: folder,
      message: problem,
      hint: 'Name another folder with -o, or empty it.',
    },
  ]);
}

/** Node's own recursive form never ends where a parent takes no folder (/proc). */
function makeWithParents(folder: string): void {
  if (!existsSync(dirname(folder))) makeWithParents(dirname(folder));
  mkdirSync(folder);
}

function peerOf(
  { peer, tolerance }: DeployJobRequest,
  { ladder, chosen }: Deployment,
): DeployOutcome['peer'] {
  const rung = ladder?.rungs.at(-1);
  if (peer === null || chosen === null || rung === undefined) return null;
  const { dynamicPj, totalPj, latencyNs, partial } = rung.placed.measure;
  const own: MeasuredDevice = {
    name: rung.placed.manifest.hardware.name,
    workload: peer.workload,
    idleW: null,
    runningW: latencyNs === null || partial ? null : (totalPj * 1e-12) / (latencyNs * 1e-9),
    inferencesPerSecond: latencyNs === null ? null : 1e9 / latencyNs,
    dynamicMj: partial ? null : dynamicPj * 1e-9,
    totalMj: partial ? null : totalPj * 1e-9,
    accuracy: rung.held.share,
    source: 'simulated',
    evidence: 'model',
  };
  return { device: peer, ratio: compareDevices(peer, own, tolerance / 100) };
}

interface Identity {
  readonly model: ModelFile;
  readonly dataSha256: string;
  readonly hardwareSha256: string;
  readonly seed: number;
}

function reportOf(
  outcome: DeployOutcome,
  { model, dataSha256, hardwareSha256, seed }: Identity,
): Record<string, unknown> {
  const { deployment, parts, tolerance, macs, peer } = outcome;
  const { chosen, pareto, points, failed, unplaced, ladder, dnnSearch, dnnHeld, neededAccuracy } = deployment;
  return {
    format: 'nmap-deployment',
    version: 1,
    model: { name: model.spec.name, sha256: model.sha256, denseMacs: macs },
    data: { sha256: dataSha256, ...parts },
    hardware: { name: outcome.hardware, sha256: hardwareSha256 },
    seed,
    tolerance,
    trained: { search: dnnSearch, held: dnnHeld },
    neededAccuracy,
    chosen: chosen && pointJson(chosen),
    pareto: pareto.map(pointJson),
    points: points.map(pointJson),
    failed: failed.map(({ variant, bestAccuracy }) => ({
      variant,
      text: variantText(variant),
      bestAccuracy,
    })),
    unplaced: unplaced.map(({ variant, reason }) => ({ variant, text: variantText(variant), reason })),
    ladder: ladder && {
      rungs: ladder.rungs.map((rung, index) => ({ folder: rungFolder(rung, index), ...rungJson(rung) })),
      missing: ladder.missing,
    },
    peer,
  };
}

const pointJson = ({ variant, steps, accuracy, measure }: DeployPoint): Record<string, unknown> => ({
  variant,
  text: variantText(variant),
  steps,
  accuracy,
  ...measure,
});

const rungJson = ({
  technique,
  variant,
  steps,
  meanSteps,
  held,
  againstBelow,
  placed,
}: Rung): Record<string, unknown> => ({
  technique,
  variant,
  steps,
  meanSteps,
  held,
  againstBelow,
  ...placed.measure,
});

function rungFolder({ technique }: Rung, index: number): string {
  return `ladder/${String(index).padStart(2, '0')}-${technique.replace(/[^a-z0-9]+/gi, '-').replace(/-$/, '')}`;
}

async function writeAll(folder: string, outcome: DeployOutcome): Promise<void> {
  const write = (name: string, content: string | Iterable<string>): Promise<void> =>
    writeFileAtomically(join(folder, name), content);
  const writePlaced = async (where: string, { network, manifest, inputSpikes }: Placed): Promise<void> => {
    mkdirSync(join(folder, where), { recursive: true });
    await write(join(where, 'net.json'), writeNetworkSpec(network));
    await write(join(where, 'manifest.json'), stringifyManifest(manifest));
    if (inputSpikes !== null) await write(join(where, 'input.csv'), inputSpikes());
  };
  const rungs = outcome.deployment.ladder?.rungs ?? [];
  for (const [index, rung] of rungs.entries()) await writePlaced(rungFolder(rung, index), rung.placed);
  const last = rungs.at(-1);
  if (last !== undefined) await writePlaced('.', last.placed);
  await write('deploy.md', renderDeployment(outcome, null, 'markdown'));
  await write('deploy.json', `${JSON.stringify(outcome.report, null, 2)}\n`);
}
