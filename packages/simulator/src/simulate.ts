/**
 * Replays a placement: spikes step by step over the routed network-on-chip.
 * Reads the manifest, the network and the chip, and nothing that made them: where
 * neurons sit comes from the manifest's cores, routes from the chip's topology.
 *
 * Cost: O(spikes x cores reached) for deliveries, plus for every step the links of
 * the route sets in use, plus the used cores. Memory: the network, one entry per
 * (neuron, core reached), the links of every distinct route set.
 */
import { missingLatency } from '@nmap/energy';
import type { Manifest } from '@nmap/manifest';
import { windowOf, type Network, type NetworkSpec, type Target } from '@nmap/ir';
import { Faults } from './faults.ts';
import { deliveriesOf } from './noc/deliveries.ts';
import { NetworkOnChip, type StepResult } from './noc/network-on-chip.ts';
import { routeSets } from './noc/routes.ts';
import { MOST_BYTES, noteOfUnits, replayedNetwork } from './by-neurons.ts';
import { rebuildPlacement, type Placement } from './placement.ts';
import { priceReplay } from './price-replay.ts';
import type { PerStep, SimulatedLatency, SimulationReport, SpikeMode } from './report.ts';
import { Lif, type InjectedCurrent } from './sources/lif.ts';
import { makeSource } from './sources/make-source.ts';
import { readoutsAfter, type Readout } from './sources/readouts.ts';
import type { Fired, SpikeSource } from './sources/spike-source.ts';
import type { SpikeTrains } from './sources/spike-trains.ts';

export interface Simulation {
  readonly manifest: Manifest;
  /** What the network was lowered from: weights, delays and neuron parameters. Only `lif` reads it. */
  readonly spec: NetworkSpec;
  readonly network: Network;
  readonly target: Target;
  readonly options?: SimulationOptions;
}

export interface SimulationOptions {
  /**
   * `counts` (default): the network's spike counts, spread evenly over the steps.
   * `trains`: `trains` says who fires when. `lif`: neurons follow leaky integrate-and-fire
   * dynamics, and those without fire as `trains` says, or as their counts where there is none.
   */
  readonly mode?: SpikeMode;
  readonly trains?: SpikeTrains;
  /** In place of `trains`, for mode `lif`: fires the neurons without dynamics. */
  readonly input?: SpikeSource;
  /** Currents into neurons with dynamics, for mode `lif`. */
  readonly currents?: readonly InjectedCurrent[];
  /** Default: the network's window, round(durationMs / timestepMs), at least 1. */
  readonly steps?: number;
  /**
   * Whether the spikes of each neuron are asked for (`spikesOf`); default false: mode `counts` then replays a placement of units by
   * its boxes where the network of neurons takes more than `mostBytes`.
   */
  readonly needsNeurons?: boolean;
  /** Default 4 GB. */
  readonly mostBytes?: number;
  /** Keep a record of every step; default false. */
  readonly perStep?: boolean;
  /** Called after every step with the share of steps done; 'stop' ends the replay there. */
  readonly progress?: (fraction: number) => 'go' | 'stop';
}

const MOST_STEPS = 100_000_000;
/** Remembered links of route sets, 8 bytes each: 128 MiB. Only the time depends on it. */
const MOST_LINKS = 2 ** 24;

/** Throws NmapError where the manifest, the network, the chip or the options contradict each other. */
export function simulate(given: Simulation): SimulationReport {
  const { manifest, spec, target, options = {} } = given;
  const { mode = 'counts', needsNeurons = false, mostBytes = MOST_BYTES } = options;
  const steps = options.steps ?? windowOf(given.network).steps;
  checkOptions(mode, steps, options);
  const network = replayedNetwork(given.network, spec, { mode, needsNeurons, mostBytes });
  const simulation = { ...given, network };
  const placement = rebuildPlacement(manifest, network, target);
  const notes: string[] = network.units === null ? [] : [noteOfUnits(network.vertexCount)];
  const { trains, input, currents } = options;
  const source = makeSource(spec, network, { mode, steps, trains, input, currents, notes });
  const readouts: Readout[] = [];

  const deliveries = deliveriesOf(network, placement);
  const sets = routeSets(deliveries, placement, target, {
    scheme: manifest.routing.scheme,
    mostLinks: MOST_LINKS,
  });
  const noc = new NetworkOnChip(placement, deliveries, sets, target, network.units?.size ?? null);
  const fired: Fired = {
    neuron: new Uint32Array(network.vertexCount),
    times: new Uint32Array(network.vertexCount),
  };
  const perStep = options.perStep === true ? emptyPerStep(steps) : null;
  const time = { totalNs: 0, maxStepNs: 0 };
  let done = 0;
  while (done < steps) {
    noc.step(fired, source.fire(done, fired));
    if (source instanceof Lif) readouts.push(...readoutsAfter(source, done, steps));
    time.totalNs += noc.last.latencyNs;
    time.maxStepNs = Math.max(time.maxStepNs, noc.last.latencyNs);
    if (perStep) record(perStep, done, noc.last);
    done++;
    if (options.progress?.(done / steps) === 'stop') break;
  }
  if (done === windowOf(network).steps) settleSpikingSteps(noc, network);
  if (done < steps) notes.push(`stopped after ${done} of ${steps} steps`);
  return report(simulation, { mode, steps: done, placement, noc, time, perStep, readouts, notes });
}

interface Replay {
  readonly mode: SpikeMode;
  readonly steps: number;
  readonly placement: Placement;
  readonly noc: NetworkOnChip;
  readonly time: { readonly totalNs: number; readonly maxStepNs: number };
  readonly perStep: PerStep | null;
  readonly readouts: readonly Readout[];
  readonly notes: string[];
}

function report({ manifest, network, target }: Simulation, replay: Replay): SimulationReport {
  const { mode, steps, placement, noc, perStep, readouts, notes } = replay;
  const { totals } = noc;
  const scheme = manifest.routing.scheme;
  const window = windowOf(network);
  // The window of the counts, to the last digit, where it is the one that is replayed.
  const windowMs = steps === window.steps ? window.lengthMs : steps * network.timestepMs;
  const latency = latencyOf(target, replay);
  const energy = priceReplay({ totals, placement, target, scheme, steps, windowMs, latency });
  if (totals.unreachable > 0) notes.push(`dead links cut off ${totals.unreachable} packets`);
  return {
    mode,
    steps,
    scheme,
    spikes: sum(totals.spikesOf),
    packets: totals.packets,
    injections: totals.injections,
    localDeliveries: totals.localDeliveries,
    messages: totals.packets + totals.localDeliveries,
    unreachablePackets: totals.unreachable,
    synapseEvents: totals.synapseEvents,
    cutSpikes: totals.cutEvents,
    coresUsed: placement.usedCores.length,
    spikeHops: totals.hops,
    hopsByClass: totals.hopsByClass,
    routerVisits: totals.routers,
    linkLoads: totals.linkLoads,
    peakLinkLoads: totals.peakLoads,
    maxLinkLoad: totals.linkLoads.reduce((max, load) => Math.max(max, load), 0),
    maxStepLinkLoad: totals.maxStepLinkLoad,
    maxStepCorePackets: totals.maxStepCorePackets,
    energyPj: energy.overWindow,
    windowMs,
    energyBackToBackPj: energy.backToBack,
    latency,
    perCore: {
      spikes: totals.spikesOn,
      packetsSent: totals.sentBy,
      packetsReceived: totals.receivedBy,
      synapseEvents: totals.eventsOn,
    },
    spikesOf: totals.spikesOf,
    perStep: perStep && trimmed(perStep, steps),
    readouts,
    notes,
  };
}

/** In how many steps the neurons of a unit fire is known for the window of their counts. */
function settleSpikingSteps({ totals }: NetworkOnChip, { units, external }: Network): void {
  if (units === null) return;
  totals.spikingNeuronSteps = units.spikingSteps.reduce(
    (steps, ofUnit, vertex) => (external[vertex] === 1 ? steps : steps + ofUnit),
    0,
  );
}

function latencyOf(target: Target, { placement, noc, steps, time }: Replay): SimulatedLatency {
  const { totals } = noc;
  const { port } = placement;
  const { missing, unverified, anyKnown } = missingLatency(target, {
    neuronSteps: (sum(placement.neuronsOn) - placement.neuronsOn[port]) * steps,
    neuronSpikes: totals.coreSpikes,
    packetsSent: sum(totals.sentBy) - totals.sentBy[port],
    packetsReceived: sum(totals.receivedBy) - totals.receivedBy[port],
    synapseEvents: totals.synapseEvents,
    routers: totals.routers,
    hopsByClass: totals.hopsByClass,
    steps,
  });
  const partial = missing.length > 0;
  if (!anyKnown) return { totalNs: null, maxStepNs: null, meanStepNs: null, partial, missing };
  const mark = unverified.length === 0 ? {} : { unverified };
  return { ...time, meanStepNs: time.totalNs / steps, partial, missing, ...mark };
}

function checkOptions(mode: SpikeMode, steps: number, options: SimulationOptions): void {
  const { trains, input, currents } = options;
  const faults = new Faults();
  if (!Number.isInteger(steps) || steps < 1 || steps > MOST_STEPS) {
    const message = `${steps} steps cannot be simulated.`;
    faults.add({
      code: 'E1612',
      where: 'steps',
      message,
      have: steps,
      need: MOST_STEPS,
      unit: 'steps',
      hint: `Give a whole number from 1 to ${MOST_STEPS}.`,
    });
  }
  if (mode === 'trains' && trains === undefined) {
    faults.add({
      code: 'E1613',
      where: 'spike trains',
      message: 'mode "trains" needs them.',
      hint: 'Give spike trains, or use mode "counts".',
    });
  }
  if (mode === 'counts' && trains !== undefined) {
    faults.add({
      code: 'E1614',
      where: 'spike trains',
      message: 'mode "counts" does not read them.',
      hint: 'Use mode "trains" or "lif".',
    });
  }
  if (mode !== 'lif' && (input !== undefined || currents !== undefined)) {
    faults.add({
      code: 'E1617',
      where: input === undefined ? 'injected currents' : 'input',
      message: `mode "${mode}" does not read them: no neuron follows dynamics.`,
      hint: 'Use mode "lif".',
    });
  }
  faults.throwIfAny();
}

function emptyPerStep(steps: number): PerStep {
  const column = (): Float64Array => new Float64Array(steps);
  return {
    spikes: column(),
    packets: column(),
    synapseEvents: column(),
    maxLinkLoad: column(),
    latencyNs: column(),
  };
}

function record(perStep: PerStep, step: number, result: StepResult): void {
  perStep.spikes[step] = result.spikes;
  perStep.packets[step] = result.packets;
  perStep.synapseEvents[step] = result.synapseEvents;
  perStep.maxLinkLoad[step] = result.maxLinkLoad;
  perStep.latencyNs[step] = result.latencyNs;
}

function trimmed(perStep: PerStep, steps: number): PerStep {
  return {
    spikes: perStep.spikes.slice(0, steps),
    packets: perStep.packets.slice(0, steps),
    synapseEvents: perStep.synapseEvents.slice(0, steps),
    maxLinkLoad: perStep.maxLinkLoad.slice(0, steps),
    latencyNs: perStep.latencyNs.slice(0, steps),
  };
}

function sum(column: Float64Array | Uint32Array): number {
  let total = 0;
  for (let i = 0; i < column.length; i++) total += column[i];
  return total;
}
