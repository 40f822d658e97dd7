import { checkFitsMachine, checkSource, loadHardware, loadNetwork, type NetworkFormat } from '@nmap/compiler';
import { NmapError, checkProblem, lower, type Diagnostic } from '@nmap/ir';
import { withFileRates } from './file-rates.ts';
import { networkStatistics, type NetworkStatistics } from './network-statistics.ts';

export interface InspectRequest {
  readonly network: string;
  /** What the file is; null = recognised by its content. */
  readonly from: NetworkFormat | null;
  /** Chip that it should fit; null = none is asked about. */
  readonly hardware: string | null;
}

export interface Inspection {
  /** null where sizes alone prove that it does not fit: then nothing is laid out to be counted. */
  readonly statistics: NetworkStatistics | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Counts what a network holds, and says what it asks of a chip. @throws NmapError (input). */
export async function inspectNetwork(request: InspectRequest): Promise<Inspection> {
  const { spec, diagnostics: read } = await loadNetwork(request.network, { format: request.from });
  const constraints = { maxCores: null };
  const all = [...read];
  const target = request.hardware === null ? null : await loadHardware(request.hardware);
  if (target !== null) {
    all.push(...target.diagnostics);
    try {
      checkSource({ stage: 'source', spec, target: target.target, constraints, objective: 'energy' });
    } catch (error) {
      if (!(error instanceof NmapError) || error.kind !== 'infeasible') throw error;
      return { statistics: null, diagnostics: [...all, ...error.diagnostics] };
    }
  }
  if (target === null) checkFitsMachine(spec);
  const { network, diagnostics } = lower(spec);
  all.push(...diagnostics);
  if (target !== null)
    all.push(...checkProblem({ network, target: target.target, constraints, objective: 'energy' }));
  return { statistics: withFileRates(networkStatistics(network), spec), diagnostics: all };
}
