/**
 * The network-on-chip during a replay. Each step: spikes in, packets walked over
 * their routes, loads and times out. Holds sums only, never packets: memory does not
 * grow with spikes or steps.
 */
import { barrierNs, coreStepNs, stepNsOf, type StepLoads, type StepNs } from '@nmap/energy';
import type { Target } from '@nmap/ir';
import type { Placement } from '../placement.ts';
import type { Fired } from '../sources/spike-source.ts';
import type { Deliveries } from './deliveries.ts';
import type { RouteSets } from './routes.ts';
import { slowestPacketNs } from './slowest-packet.ts';

/** Integer counts over the whole replay, in doubles. Columns of cores have the port last. */
export interface Totals {
  /** spikesOf[neuron], or of the unit. */
  readonly spikesOf: Float64Array;
  /** Spikes of neurons on cores. */
  coreSpikes: number;
  /** (neuron, step) pairs on cores with a spike. */
  spikingNeuronSteps: number;
  packets: number;
  /** Spikes that reach any other core. */
  multicasts: number;
  injections: number;
  /** Packets without a way, because of dead links: they cross nothing. */
  unreachable: number;
  localDeliveries: number;
  hops: number;
  routers: number;
  readonly hopsByClass: Float64Array;
  readonly linkLoads: Float64Array;
  /** peakLoads[link] = packets over it in its busiest step. */
  readonly peakLoads: Float64Array;
  /** Busiest link of any one step. */
  maxStepLinkLoad: number;
  /** Packets that the busiest core of any one step sent and received. */
  maxStepCorePackets: number;
  /** Synaptic events on cores. */
  synapseEvents: number;
  /** Synaptic events between two cores, the port being one. */
  cutEvents: number;
  readonly sentBy: Float64Array;
  readonly receivedBy: Float64Array;
  readonly eventsOn: Float64Array;
  readonly spikesOn: Float64Array;
}

/** What one step came to. */
export interface StepResult {
  spikes: number;
  packets: number;
  synapseEvents: number;
  maxLinkLoad: number;
  latencyNs: number;
}

export class NetworkOnChip {
  readonly totals: Totals;
  /** Of the last step; overwritten by the next. */
  readonly last: StepResult = { spikes: 0, packets: 0, synapseEvents: 0, maxLinkLoad: 0, latencyNs: 0 };

  readonly #size: Uint32Array | null;
  readonly #placement: Placement;
  readonly #deliveries: Deliveries;
  readonly #sets: RouteSets;
  readonly #slowestNs: Float64Array;
  readonly #ns: StepNs;
  readonly #barrierNs: number;
  readonly #linkClassOf: Uint8Array;
  /** timesOf[set] = spikes of this step; touched[i] = a set with some. All step columns are zero between steps. */
  readonly #timesOf: Float64Array;
  readonly #touched: Uint32Array;
  readonly #stepLoad: Float64Array;
  readonly #busyLinks: Uint32Array;
  readonly #step: StepLoads;

  /** @param size size[vertex] = neurons of each, of a network of units; null = every vertex is one. */
  constructor(
    placement: Placement,
    deliveries: Deliveries,
    sets: RouteSets,
    target: Target,
    size: Uint32Array | null = null,
  ) {
    this.#size = size;
    this.#placement = placement;
    this.#deliveries = deliveries;
    this.#sets = sets;
    this.#ns = stepNsOf(target);
    this.#barrierNs = barrierNs(this.#ns, tilesInUse(placement));
    this.#linkClassOf = target.topology.linkClassOf;
    this.#slowestNs = slowestPacketNs(sets, deliveries, placement, { target, ns: this.#ns });
    const cores = placement.port + 1;
    const { linkCount } = target.topology;
    this.#timesOf = new Float64Array(sets.count);
    this.#touched = new Uint32Array(sets.count);
    this.#stepLoad = new Float64Array(linkCount);
    this.#busyLinks = new Uint32Array(linkCount);
    this.#step = {
      neurons: placement.neuronsOn,
      spikes: new Float64Array(cores),
      sent: new Float64Array(cores),
      received: new Float64Array(cores),
      events: new Float64Array(cores),
    };
    this.totals = {
      spikesOf: new Float64Array(placement.coreOf.length),
      coreSpikes: 0,
      spikingNeuronSteps: 0,
      packets: 0,
      multicasts: 0,
      injections: 0,
      unreachable: 0,
      localDeliveries: 0,
      hops: 0,
      routers: 0,
      hopsByClass: new Float64Array(target.topology.linkKinds.length),
      linkLoads: new Float64Array(linkCount),
      peakLoads: new Float64Array(linkCount),
      maxStepLinkLoad: 0,
      maxStepCorePackets: 0,
      synapseEvents: 0,
      cutEvents: 0,
      sentBy: new Float64Array(cores),
      receivedBy: new Float64Array(cores),
      eventsOn: new Float64Array(cores),
      spikesOn: new Float64Array(cores),
    };
  }

  /** Plays one step: fired.neuron[i] spikes fired.times[i] times, i < count, each neuron once. */
  step(fired: Fired, count: number): void {
    this.last.spikes = 0;
    this.last.packets = 0;
    const touched = this.#deliver(fired, count);
    const busy = this.#walk(touched);
    const linkNs = this.#settleLinks(busy);
    const slowestPacket = this.#settleSets(touched);
    this.last.latencyNs = Math.max(this.#settleCores(), linkNs) + slowestPacket + this.#barrierNs;
  }

  /** Spikes to their cores; returns the number of route sets in use. */
  #deliver(fired: Fired, count: number): number {
    const { coreOf, port } = this.#placement;
    const { start, core, synapses, cut } = this.#deliveries;
    const { setOf } = this.#sets;
    const timesOf = this.#timesOf;
    const { spikes, received, events } = this.#step;
    const totals = this.totals;
    let touched = 0;
    for (let i = 0; i < count; i++) {
      const neuron = fired.neuron[i];
      const times = fired.times[i];
      const home = coreOf[neuron];
      const set = setOf[neuron];
      if (timesOf[set] === 0) this.#touched[touched++] = set;
      timesOf[set] += times;
      totals.spikesOf[neuron] += times;
      totals.cutEvents += times * cut[neuron];
      spikes[home] += times;
      if (home !== port)
        totals.spikingNeuronSteps += this.#size === null ? 1 : Math.min(times, this.#size[neuron]);
      const end = start[neuron + 1];
      for (let entry = start[neuron]; entry < end; entry++) {
        const reached = core[entry];
        received[reached] += times;
        events[reached] += times * synapses[entry];
      }
    }
    return touched;
  }

  /** Packets over their links; returns the number of links in use. */
  #walk(touched: number): number {
    const { linkStart, link, crossings, remembered, walker, exampleOf } = this.#sets;
    const loads = this.#stepLoad;
    const busyLinks = this.#busyLinks;
    let busy = 0;
    for (let i = 0; i < touched; i++) {
      const set = this.#touched[i];
      const times = this.#timesOf[set];
      if (set < remembered) {
        const end = linkStart[set + 1];
        for (let entry = linkStart[set]; entry < end; entry++) {
          const crossed = link[entry];
          if (loads[crossed] === 0) busyLinks[busy++] = crossed;
          loads[crossed] += times * crossings[entry];
        }
      } else {
        walker.walk(exampleOf[set]);
        for (let k = 0; k < walker.linkCount; k++) {
          const crossed = walker.links[k];
          if (loads[crossed] === 0) busyLinks[busy++] = crossed;
          loads[crossed] += times * walker.crossings[crossed];
        }
      }
    }
    return busy;
  }

  /** Counts of the links in use; returns the time that the busiest one is busy. */
  #settleLinks(busy: number): number {
    const { linkLoads, peakLoads } = this.totals;
    const { hop } = this.#ns;
    let max = 0;
    let busiestNs = 0;
    for (let i = 0; i < busy; i++) {
      const link = this.#busyLinks[i];
      const load = this.#stepLoad[link];
      if (load > max) max = load;
      busiestNs = Math.max(busiestNs, load * hop[this.#linkClassOf[link]]);
      linkLoads[link] += load;
      if (load > peakLoads[link]) peakLoads[link] = load;
      this.#stepLoad[link] = 0;
    }
    this.last.maxLinkLoad = max;
    if (max > this.totals.maxStepLinkLoad) this.totals.maxStepLinkLoad = max;
    return busiestNs;
  }

  /** Counts of the route sets in use; returns the time of the slowest packet. */
  #settleSets(touched: number): number {
    const sets = this.#sets;
    const totals = this.totals;
    const classes = totals.hopsByClass.length;
    const { sent } = this.#step;
    let slowest = 0;
    for (let i = 0; i < touched; i++) {
      const set = this.#touched[i];
      const times = this.#timesOf[set];
      const source = sets.sourceCore[set];
      const injections = times * sets.injections[set];
      const local = source === this.#placement.port ? 0 : times * sets.local[set];
      this.last.packets += times * sets.packets[set];
      totals.injections += injections;
      if (injections > 0) totals.multicasts += times;
      totals.unreachable += times * sets.unreachable[set];
      totals.localDeliveries += local;
      totals.hops += times * sets.hops[set];
      totals.routers += times * sets.routers[set];
      for (let k = 0; k < classes; k++) totals.hopsByClass[k] += times * sets.hopsByClass[set * classes + k];
      sent[source] += injections + local;
      if (this.#slowestNs[set] > slowest) slowest = this.#slowestNs[set];
      this.#timesOf[set] = 0;
    }
    totals.packets += this.last.packets;
    return slowest;
  }

  /** Counts of the cores; returns the time of the slowest core. */
  #settleCores(): number {
    const { usedCores, port } = this.#placement;
    const step = this.#step;
    let slowest = 0;
    let events = 0;
    for (const core of usedCores) {
      const ns = coreStepNs(this.#ns, step, core);
      if (ns > slowest) slowest = ns;
      events += step.events[core];
      const packets = step.sent[core] + step.received[core];
      if (packets > this.totals.maxStepCorePackets) this.totals.maxStepCorePackets = packets;
      this.totals.coreSpikes += step.spikes[core];
      this.#settleCore(core);
    }
    this.#settleCore(port);
    this.last.synapseEvents = events;
    this.totals.synapseEvents += events;
    return slowest;
  }

  #settleCore(core: number): void {
    const totals = this.totals;
    const { spikes, sent, received, events } = this.#step;
    this.last.spikes += spikes[core];
    totals.spikesOn[core] += spikes[core];
    totals.sentBy[core] += sent[core];
    totals.receivedBy[core] += received[core];
    totals.eventsOn[core] += events[core];
    spikes[core] = 0;
    sent[core] = 0;
    received[core] = 0;
    events[core] = 0;
  }
}

function tilesInUse({ usedCores, tileOf }: Placement): number {
  return new Set(Array.from(usedCores, (core) => tileOf[core])).size;
}
