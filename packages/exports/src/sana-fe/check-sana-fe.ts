import {
  DiagnosticList,
  NmapError,
  coreLoads,
  grouped,
  spikesGiven,
  windowOf,
  type NetworkSpec,
} from '@nmap/ir';
import { raw } from '@nmap/kernels';
import { meshFaults } from '../common/check-mesh.ts';
import { checkSize } from '../common/check-size.ts';
import type { ExportSubject } from '../exporter.ts';

/** Neurons that a unit of a core holds; the program aborts beyond. */
export const NEURONS_PER_CORE = 1024;
/** The program holds the text, its tree and the network in memory, about 1 GB for each million. */
const MOST_SYNAPSES = 10_000_000;

/** What SANA-FE cannot run, all of it. @throws NmapError (input) */
export function checkSanaFe({ placed, spec }: ExportSubject): NetworkSpec {
  const { network, target } = placed.problem;
  if (spec === null) {
    throw new NmapError('input', [
      {
        code: 'E1880',
        severity: 'error',
        where: '--to sana-fe',
        message: 'the manifest places a cluster graph, which has no neurons to simulate.',
        hint: 'Place a network, or take --to gexf.',
      },
    ]);
  }
  checkSize('sana-fe', network.synapseCount, MOST_SYNAPSES, 'synapses');
  const faults = new DiagnosticList('--to sana-fe');
  meshFaults('SANA-FE', target, faults);
  const { steps } = windowOf(spec);
  for (const population of spec.populations) {
    const given = spikesGiven(population, spec.durationMs);
    for (let neuron = 0; neuron < population.size; neuron++) {
      const spikes = typeof given === 'number' ? given : given(neuron);
      if (spikes <= steps) continue;
      faults.error('E1884', () => ({
        where: `neuron ${population.id}[${neuron}]`,
        message: `has ${grouped(spikes)} spikes in ${grouped(steps)} steps, and SANA-FE fires a neuron at most once a step.`,
        have: spikes,
        need: steps,
        unit: 'spikes',
        hint: 'Take a shorter timestepMs, so that the window has more steps.',
      }));
      // All neurons of the population have as many.
      if (typeof given === 'number') break;
    }
  }
  const { neurons: neuronsOf } = coreLoads(
    network,
    raw(placed.clustered.clusterOf),
    placed.clustered.clusterCount,
  );
  for (const [cluster, neurons] of neuronsOf.entries()) {
    if (neurons <= NEURONS_PER_CORE) continue;
    faults.error('E1885', () => ({
      where: `core ${raw(placed.coreOf)[cluster]}`,
      message: `holds ${grouped(neurons)} neurons, and a core of SANA-FE at most ${grouped(NEURONS_PER_CORE)}.`,
      have: neurons,
      need: NEURONS_PER_CORE,
      unit: 'neurons',
      hint: `Place with --neurons-per-core ${NEURONS_PER_CORE}.`,
    }));
  }
  const told = externalTargets(spec).reduce((sum, { size }) => sum + size, 0);
  if (told > NEURONS_PER_CORE) {
    faults.error('E1886', () => ({
      where: 'external neurons',
      message: `${grouped(told)} of them receive spikes, and the core that stands for the i/o port holds at most ${grouped(NEURONS_PER_CORE)}: spikes to several would count as several packets.`,
      have: told,
      need: NEURONS_PER_CORE,
      unit: 'neurons',
      hint: 'Leave out external populations that only listen.',
    }));
  }
  faults.throwIfFailed('input');
  return spec;
}

/** External populations that receive spikes of the chip. */
export function externalTargets({ populations, projections }: NetworkSpec): NetworkSpec['populations'] {
  const inside = new Set(populations.filter(({ external }) => external !== true).map(({ id }) => id));
  const told = new Set(projections.filter(({ from }) => inside.has(from)).map(({ to }) => to));
  return populations.filter(({ id, external }) => external === true && told.has(id));
}
