/**
 * What every core does in the average step, in ns: cell 2 * part is generation, 2 * part + 1 processing (see the step-time
 * model of `@nmap/energy`). The norm over both stands for the slowest core.
 */
import type { StepNs } from '@nmap/energy';
import { LoadNorm } from '../objective/load-norm.ts';
import type { LocatedNets } from './located-nets.ts';

export class CoreTimes {
  readonly loads: LoadNorm;
  readonly #trees: boolean;
  readonly #port: number;
  /** ns per unit in the average step: packets and events are of the window, neurons there in every step. */
  readonly #perNeuron: number;
  readonly #perSpike: number;
  readonly #perEvent: number;
  readonly #perSent: number;
  readonly #perReceived: number;

  constructor(partCount: number, ns: StepNs, steps: number, trees: boolean) {
    this.loads = new LoadNorm(2 * partCount);
    this.#trees = trees;
    this.#port = partCount;
    this.#perNeuron = ns.neuronStep;
    this.#perSpike = ns.neuronSpike / steps;
    this.#perEvent = ns.synapseEvent / steps;
    this.#perSent = ns.packetInjection / steps;
    this.#perReceived = ns.packetReceive / steps;
  }

  /** From scratch. */
  fill({ nets, partOf, homeOf, pins }: LocatedNets): void {
    this.loads.clear();
    for (let node = 0; node < nets.nodeCount; node++) this.#addNode(nets, node, partOf[node], 1);
    for (let net = 0; net < nets.netCount; net++) {
      const home = homeOf[net];
      const weight = nets.weight[net];
      const own = pins.count(net, home) > 0 ? 1 : 0;
      this.#addSent(home, weight * this.#injections(pins.used[net] - own, own));
      const end = pins.start[net] + pins.used[net];
      for (let slot = pins.start[net]; slot < end; slot++) this.#addReceived(pins.part[slot], weight);
    }
    this.loads.take();
    this.loads.settle();
  }

  /** Collects what moving the node would change. */
  propose({ nets, homeOf, pins }: LocatedNets, node: number, from: number, to: number): void {
    const { inStart, inNets, ownStart, ownNets, selfPin, weight } = nets;
    this.#addNode(nets, node, from, -1);
    this.#addNode(nets, node, to, 1);
    for (let j = inStart[node]; j < inStart[node + 1]; j++) {
      const net = inNets[j];
      const leaves = pins.count(net, from) === 1;
      const arrives = pins.count(net, to) === 0;
      if (!leaves && !arrives) continue;
      this.#retarget(
        homeOf[net],
        homeOf[net],
        pins.used[net],
        net,
        weight[net],
        leaves,
        arrives,
        from,
        to,
        pins,
      );
    }
    for (let j = ownStart[node]; j < ownStart[node + 1]; j++) {
      const net = ownNets[j];
      const self = selfPin[net] === 1;
      const leaves = self && pins.count(net, from) === 1;
      const arrives = self && pins.count(net, to) === 0;
      this.#retarget(from, to, pins.used[net], net, weight[net], leaves, arrives, from, to, pins);
    }
  }

  /** The net loses the part `from` or gains the part `to`, or both, and is sent by `homeAfter` where `home` sent it. */
  #retarget(
    home: number,
    homeAfter: number,
    used: number,
    net: number,
    weight: number,
    leaves: boolean,
    arrives: boolean,
    from: number,
    to: number,
    pins: LocatedNets['pins'],
  ): void {
    const own = pins.count(net, home) > 0 ? 1 : 0;
    const reachesAfter =
      homeAfter === from && leaves
        ? false
        : homeAfter === to && arrives
          ? true
          : pins.count(net, homeAfter) > 0;
    const ownAfter = reachesAfter ? 1 : 0;
    const usedAfter = used - (leaves ? 1 : 0) + (arrives ? 1 : 0);
    this.#addSent(home, -weight * this.#injections(used - own, own));
    this.#addSent(homeAfter, weight * this.#injections(usedAfter - ownAfter, ownAfter));
    if (leaves) this.#addReceived(from, -weight);
    if (arrives) this.#addReceived(to, weight);
  }

  #injections(others: number, own: number): number {
    return (this.#trees && others > 1 ? 1 : others) + own;
  }

  #addNode(nets: LocatedNets['nets'], node: number, part: number, sign: number): void {
    this.loads.add(
      2 * part,
      sign * (nets.neurons[node] * this.#perNeuron + nets.spikes[node] * this.#perSpike),
    );
    this.loads.add(2 * part + 1, sign * nets.events[node] * this.#perEvent);
  }

  #addSent(part: number, packets: number): void {
    if (part !== this.#port && packets !== 0) this.loads.add(2 * part, packets * this.#perSent);
  }

  #addReceived(part: number, packets: number): void {
    if (part !== this.#port) this.loads.add(2 * part + 1, packets * this.#perReceived);
  }
}
