import type { Network } from '@nmap/ir';

/** 1 where a neuron of the chip has an external target: its spikes then go to the i/o port as well. */
export function reachesPort({ external, outStart, outTarget }: Network, neuron: number): number {
  if (external[neuron] === 1) return 0;
  for (let e = outStart[neuron]; e < outStart[neuron + 1]; e++) {
    if (external[outTarget[e]] === 1) return 1;
  }
  return 0;
}

const portsOfNetwork = new WeakMap<Network, Uint8Array>();

/** ports[neuron] = {@link reachesPort}; asked for with every filling, so made once for a network. Read only. */
export function portsOf(network: Network): Uint8Array {
  let ports = portsOfNetwork.get(network);
  if (ports === undefined) {
    ports = new Uint8Array(network.vertexCount);
    if (network.external.includes(1))
      for (let neuron = 0; neuron < ports.length; neuron++) ports[neuron] = reachesPort(network, neuron);
    portsOfNetwork.set(network, ports);
  }
  return ports;
}
