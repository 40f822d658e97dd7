/** Packets over every link, as nodes move: the norm over them stands for the busiest link. */
import { NONE } from '@nmap/kernels';
import type { Target } from '@nmap/ir';
import { LinkWalker } from '../objective/link-walker.ts';
import { LoadNorm } from '../objective/load-norm.ts';
import type { LocatedNets } from './located-nets.ts';

export class LinkLoads {
  readonly loads: LoadNorm;
  readonly #walker: LinkWalker;
  readonly #trees: boolean;
  readonly #tileOf: Uint32Array;

  /** @param tileOf tileOf[part], the i/o port's last. */
  constructor({ topology, multicast }: Target, tileOf: Uint32Array) {
    this.loads = new LoadNorm(topology.linkCount);
    this.#walker = new LinkWalker(topology, this.loads);
    this.#trees = multicast === 'tree';
    this.#tileOf = tileOf;
  }

  /** From scratch. */
  fill({ nets, homeOf, pins }: LocatedNets): void {
    this.loads.clear();
    for (let net = 0; net < nets.netCount; net++)
      this.#addNet(homeOf[net], pins, net, NONE, NONE, nets.weight[net]);
    this.loads.take();
    this.loads.settle();
  }

  /** Collects what moving the node would change. */
  propose({ nets, homeOf, pins }: LocatedNets, node: number, from: number, to: number): void {
    const { inStart, inNets, ownStart, ownNets, selfPin, weight } = nets;
    const tileOf = this.#tileOf;
    for (let j = inStart[node]; j < inStart[node + 1]; j++) {
      const net = inNets[j];
      const without = pins.count(net, from) === 1 ? from : NONE;
      const extra = pins.count(net, to) === 0 ? to : NONE;
      if (without === NONE && extra === NONE) continue;
      const home = homeOf[net];
      if (this.#trees) {
        this.#addNet(home, pins, net, NONE, NONE, -weight[net]);
        this.#addNet(home, pins, net, without, extra, weight[net]);
        continue;
      }
      if (without !== NONE) this.#walker.addRoute(tileOf[home], tileOf[from], -weight[net]);
      if (extra !== NONE) this.#walker.addRoute(tileOf[home], tileOf[to], weight[net]);
    }
    for (let j = ownStart[node]; j < ownStart[node + 1]; j++) {
      const net = ownNets[j];
      const self = selfPin[net] === 1;
      const without = self && pins.count(net, from) === 1 ? from : NONE;
      const extra = self && pins.count(net, to) === 0 ? to : NONE;
      this.#addNet(from, pins, net, NONE, NONE, -weight[net]);
      this.#addNet(to, pins, net, without, extra, weight[net]);
    }
  }

  /** All packets of the net from `home`, less those to `without` and with those to `extra`. */
  #addNet(
    home: number,
    pins: LocatedNets['pins'],
    net: number,
    without: number,
    extra: number,
    packets: number,
  ): void {
    const tileOf = this.#tileOf;
    const from = tileOf[home];
    const first = pins.start[net];
    const end = first + pins.used[net];
    if (this.#trees) this.#walker.beginTree();
    // One step more than the list is long, for the extra part.
    for (let slot = first; slot <= end; slot++) {
      const part = slot === end ? extra : pins.part[slot];
      if (part === NONE || part === without || part === home) continue;
      if (this.#trees) this.#walker.addBranch(from, tileOf[part], packets);
      else this.#walker.addRoute(from, tileOf[part], packets);
    }
  }
}
