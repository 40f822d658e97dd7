import { DiagnosticList, NmapError, grouped, type NetworkSpec } from '@nmap/ir';
import type { ExportSubject } from '../exporter.ts';
import { coresOfChips } from './slices.ts';

/** Cores of a chip that programs can run on: 18 less the monitor. */
const MOST_CORES = 17;

/** What is no placement on a SpiNNaker machine. @throws NmapError (input) */
export function checkPynn({ placed, spec }: ExportSubject): NetworkSpec {
  if (spec === null) {
    throw new NmapError('input', [
      {
        code: 'E1880',
        severity: 'error',
        where: '--to pynn',
        message: 'the manifest places a cluster graph, which has no populations to constrain.',
        hint: 'Place a network, or take --to csv.',
      },
    ]);
  }
  const { target } = placed.problem;
  const { name, topology, chipCount } = target;
  const faults = new DiagnosticList('--to pynn');
  const refuse = (what: string): void =>
    faults.error('E1893', () => ({
      where: `hardware ${name}`,
      message: `${what}, and constraints of sPyNNaker name a chip by x and y, and one of its ${MOST_CORES} cores.`,
      hint: 'Place on a machine of SpiNNaker (--hw spinnaker4), or take --to csv.',
    }));
  if (!topology.isGrid) refuse(`its interconnect is of the kind ${topology.kind}`);
  if (topology.tileCount !== chipCount)
    refuse(`it has ${grouped(topology.tileCount)} tiles on ${grouped(chipCount)} chips`);
  const { most } = coresOfChips(target);
  if (most > MOST_CORES) refuse(`a chip has ${grouped(most)} cores`);
  faults.throwIfFailed('input');
  return spec;
}
