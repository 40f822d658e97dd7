/**
 * What a variant costs on the chip: placed, verified, and replayed with the images themselves, neuron by neuron.
 */
import { place, type CompileResult } from '@nmap/compiler';
import { earlySteps, inputOf, inputTrains, presentationSteps, type Exercised } from '@nmap/conversion';
import { sliceOfData } from '@nmap/dnn';
import type { NetworkSpec } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';
import { simulate, type SimulationReport } from '@nmap/simulator';
import type { DeployInput } from '../deploy-input.ts';
import type { Variant } from '../variant/variant.ts';

/** Per image; pJ and ns. A part is null where a constant of the chip is unknown: totals are then marked partial. */
export interface ChipMeasure {
  readonly cores: number;
  readonly neuronsPj: number | null;
  readonly synapsesPj: number | null;
  readonly interconnectPj: number | null;
  /** Sum of the known parts above. */
  readonly dynamicPj: number;
  /** Static power over the time that the steps take, as simulated. */
  readonly staticSimulatedPj: number | null;
  /** Static power over the steps of the network file. */
  readonly staticOfFilePj: number | null;
  /** Dynamic and static over the simulated time, or over the file's steps where the chip does not say how long its own take. */
  readonly totalPj: number;
  readonly latencyNs: number | null;
  readonly meanStepNs: number | null;
  readonly synapticEvents: number;
  readonly partial: boolean;
  readonly missing: readonly string[];
  /** Constants of evidence U that the energies and times rest on. */
  readonly unverified: readonly string[];
}

export interface Placed {
  readonly network: NetworkSpec;
  readonly manifest: Manifest;
  readonly measure: ChipMeasure;
  /** Input spikes of the images, as `nmap simulate --mode lif --spikes` reads them; null where they come as current. */
  readonly inputSpikes: (() => Iterable<string>) | null;
}

/** What spreads a network, behind a pipeline that does not. */
const BALANCE = 'refine/joint(cycles=1, effort=0.3)';

/** @param exercised with the steps of the variant, on the images that are replayed. */
export async function measureOnChip(
  variant: Variant,
  exercised: Exercised,
  input: DeployInput,
): Promise<Placed> {
  const { network } = exercised;
  const { pipeline, seed, threads } = input;
  const { neuronsPerCore, minimise } = variant;
  const balanced = minimise === 'energy' || pipeline.includes('refine/joint') ? '' : `; ${BALANCE}`;
  const { manifest, result } = await place(network, input.hardware, {
    pipeline: `${pipeline}${balanced}`,
    objective: minimise,
    seed,
    threads,
    neuronsPerCore,
  });
  const reports = replay(variant, exercised, result, manifest, input);
  const images = sliceOfData(input.search, 0, exercised.run.images);
  const inputSpikes = variant.input === 'current' ? null : () => inputTrains(exercised, images);
  return { network, manifest, inputSpikes, measure: perImage(reports, exercised.run.images, manifest) };
}

/** One replay of all images, or one of each where they end early. */
function replay(
  variant: Variant,
  exercised: Exercised,
  result: CompileResult,
  manifest: Manifest,
  input: DeployInput,
): SimulationReport[] {
  const { spiking, run, network: spec, seed } = exercised;
  const { problem } = result.routed;
  const period = presentationSteps(spiking, run.steps);
  const images = sliceOfData(input.search, 0, run.images);
  const replayed = { manifest, spec, network: problem.network, target: problem.target };
  if (variant.exitMargin === null) {
    const { given, currents } = inputOf(spiking, { data: images, steps: run.steps, seed }, period);
    return [simulate({ ...replayed, options: { mode: 'lif', input: given, currents } })];
  }
  const ways = period - run.steps;
  return earlySteps(run, variant.exitMargin).map((steps, image) => {
    const one = { data: sliceOfData(images, image, 1), steps: run.steps, seed };
    const { given, currents } = inputOf(spiking, one, period);
    return simulate({ ...replayed, options: { mode: 'lif', input: given, currents, steps: steps + ways } });
  });
}

function perImage(reports: readonly SimulationReport[], images: number, manifest: Manifest): ChipMeasure {
  const mean = (of: (report: SimulationReport) => number | null): number | null => {
    let sum = 0;
    for (const report of reports) {
      const value = of(report);
      if (value === null) return null;
      sum += value;
    }
    return sum / images;
  };
  const neuronsPj = mean(({ energyPj }) => energyPj.neurons);
  const synapsesPj = mean(({ energyPj }) => energyPj.synapses);
  const interconnectPj = mean(({ energyPj }) => energyPj.interconnect);
  const staticSimulatedPj = mean(({ energyBackToBackPj }) => energyBackToBackPj.static);
  const staticOfFilePj = mean(({ energyPj }) => energyPj.static);
  const dynamicPj = (neuronsPj ?? 0) + (synapsesPj ?? 0) + (interconnectPj ?? 0);
  const latencyNs = mean(({ latency }) => latency.totalNs);
  const steps = reports.reduce((sum, report) => sum + report.steps, 0) / images;
  const distinct = (keysOf: (report: SimulationReport) => readonly string[]): string[] => [
    ...new Set(reports.flatMap(keysOf)),
  ];
  const missing = distinct(({ energyBackToBackPj, latency }) => [
    ...energyBackToBackPj.unpriced,
    ...latency.missing,
  ]);
  const unverified = distinct(({ energyPj, energyBackToBackPj, latency }) => [
    ...(energyPj.unverified ?? []),
    ...(energyBackToBackPj.unverified ?? []),
    ...(latency.unverified ?? []),
  ]);
  return {
    cores: manifest.metrics.coresUsed,
    neuronsPj,
    synapsesPj,
    interconnectPj,
    dynamicPj,
    staticSimulatedPj,
    staticOfFilePj,
    totalPj: dynamicPj + (staticSimulatedPj ?? staticOfFilePj ?? 0),
    latencyNs,
    meanStepNs: latencyNs === null ? null : latencyNs / steps,
    synapticEvents: mean(({ synapseEvents }) => synapseEvents)!,
    partial: missing.length > 0,
    missing,
    unverified,
  };
}
