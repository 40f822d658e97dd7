import type { NetworkSpec } from '@nmap/ir';
import { lossesOfPopulations, synapsesByProjection } from './edges.ts';
import type { NetworkWriter } from './writer.ts';

/** A line to a synapse, neurons by their number in the network. */
export const edgeListWriter: NetworkWriter<'edge-list'> = {
  name: 'edge-list',
  ending: /\.(csv|tsv)$/i,
  losses(spec) {
    const { populations } = spec;
    return [
      ...lossesOfPopulations(spec),
      ...(populations.length > 1 ? ['populations'] : []),
      ...(populations.some(({ external }) => external === true) ? ['what is external'] : []),
      ...(populations.some(({ spikes, rateHz }) => spikes !== undefined || rateHz !== undefined)
        ? ['spikes and rates']
        : []),
      ...(hasIsolated(spec) ? ['neurons without a synapse, so that others are numbered anew'] : []),
    ];
  },
  *write(spec) {
    yield 'source,target,weight,delay\n';
    for (const synapses of synapsesByProjection(spec)) {
      const lines = synapses.map(
        ([source, target, weight, delay]) => `${source},${target},${weight},${delay}\n`,
      );
      yield lines.join('');
    }
  },
};

function hasIsolated(spec: NetworkSpec): boolean {
  const seen = new Uint8Array(spec.populations.reduce((sum, { size }) => sum + size, 0));
  for (const synapses of synapsesByProjection(spec))
    for (const [source, target] of synapses) {
      seen[source] = 1;
      seen[target] = 1;
    }
  return seen.includes(0);
}
