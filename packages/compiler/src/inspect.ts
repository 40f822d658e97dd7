import {
  NmapError,
  checkProblem,
  lower,
  networkHistograms,
  networkStatistics,
  withDelayMemory,
  withFileRates,
  type Diagnostic,
  type Histogram,
  type NetworkSpec,
  type NetworkStatistics,
} from '@nmap/ir';
import { checkWeights } from '@nmap/tables';
import { checkFitsMachine, checkSource } from './check-source.ts';
import { chooseGrain } from './grain/choose-grain.ts';
import { wholeTilings } from './grain/whole-tilings.ts';
import { hardwareNeed, presetNeeds, type HardwareNeed } from './preset-needs.ts';
import { loadHardware, loadNetwork, type LoadedHardware, type NetworkFormat } from './load.ts';

export interface InspectOptions {
  /** What the file is; null = recognised by its content. */
  readonly format?: NetworkFormat | null;
  /** Known defects of files are read with a warning. */
  readonly lenient?: boolean;
  /** Files of recorded spikes, `[POPULATION=]FILE`, that give the counts. */
  readonly spikes?: readonly string[];
  /** Chip that it should fit; null or absent = none is asked about. */
  readonly hardware?: string | LoadedHardware | null;
}

export interface Inspection {
  /** null where sizes alone prove that it does not fit: then nothing is laid out to be counted. */
  readonly statistics: NetworkStatistics | null;
  /** null as above. */
  readonly histograms: readonly Histogram[] | null;
  /** What chips need for it at least: the one that was asked about, else every preset. */
  readonly needs: readonly HardwareNeed[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Counts what a network holds, and says what it asks of a chip.
 * @param network a file in any format that is read, or a network in memory.
 * @throws NmapError (input).
 */
export async function inspect(
  network: string | NetworkSpec,
  { format = null, lenient = false, spikes = [], hardware = null }: InspectOptions = {},
): Promise<Inspection> {
  const file = typeof network === 'string' ? await loadNetwork(network, { format, lenient, spikes }) : null;
  const spec = file?.spec ?? (network as NetworkSpec);
  const constraints = { maxCores: null };
  const all = [...(file?.diagnostics ?? [])];
  const chip = typeof hardware === 'string' ? await loadHardware(hardware) : hardware;
  const target = chip === null ? null : withDelayMemory(chip.target, spec);
  const grain = chooseGrain(spec, target);
  if (chip !== null && target !== null) {
    all.push(...chip.diagnostics);
    try {
      const source = { stage: 'source' as const, spec, target, constraints, objective: 'energy' };
      checkSource(source, { grain, neuronsPerUnit: 64, borders: 'whole' });
    } catch (error) {
      if (!(error instanceof NmapError) || error.kind !== 'infeasible') throw error;
      return { statistics: null, histograms: null, needs: [], diagnostics: [...all, ...error.diagnostics] };
    }
  }
  if (target === null && grain === 'neuron') checkFitsMachine(spec);
  const { network: lowered, diagnostics } =
    grain === 'neuron' ? lower(spec) : lower(spec, { grain: 'block', tilings: wholeTilings(spec) });
  all.push(...diagnostics);
  // Of a network that is not laid out neuron by neuron, what one neuron asks for was proven from the sizes.
  const weights = target === null ? null : checkWeights(spec, target);
  if (weights !== null) all.push(weights);
  if (target !== null && grain === 'neuron')
    all.push(...checkProblem({ network: lowered, target, constraints, objective: 'energy' }));
  const needs = chip === null ? await presetNeeds(spec, lowered) : [hardwareNeed(spec, lowered, chip.target)];
  return {
    statistics: withFileRates(networkStatistics(lowered), spec),
    histograms: networkHistograms(lowered),
    needs,
    diagnostics: all,
  };
}
