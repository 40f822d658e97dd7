import { neuronsIn, type DiagnosticList, type Network } from '@nmap/ir';
import type { Manifest } from '@nmap/manifest';
import { reportOther } from './differences.ts';

/** Does the network have as many neurons and synapses as the one that was placed (E4107)? */
export function checkCounts({ network: stated }: Manifest, network: Network, faults: DiagnosticList): void {
  let externalNeurons = 0;
  for (let vertex = 0; vertex < network.vertexCount; vertex++)
    if (network.external[vertex] === 1) externalNeurons += neuronsIn(network, vertex);
  reportOther('network.neurons', stated.neurons, network.neuronCount, faults);
  reportOther('network.synapses', stated.synapses, network.synapseCount, faults);
  reportOther('network.externalNeurons', stated.externalNeurons ?? 0, externalNeurons, faults);
}
