import { lossesOfPopulations, synapsesByProjection } from './edges.ts';
import { nodeAttributes } from './nodes.ts';
import type { NetworkWriter } from './writer.ts';

/** graphology's serialized graph: a directed multigraph, a node to a neuron, by its number in the network. */
export const graphologyWriter: NetworkWriter<'graphology'> = {
  name: 'graphology',
  ending: null,
  losses: lossesOfPopulations,
  *write(spec) {
    const { name, timestepMs, durationMs } = spec;
    yield `{"attributes":${JSON.stringify({ name, timestepMs, durationMs })},\n`;
    yield '"options":{"type":"directed","multi":true,"allowSelfLoops":true},\n"nodes":[';
    let key = 0;
    for (const attributes of nodeAttributes(spec))
      yield `${key === 0 ? '' : ','}\n${JSON.stringify({ key: String(key++), attributes })}`;
    yield '],\n"edges":[';
    let separator = '\n';
    for (const synapses of synapsesByProjection(spec))
      for (const [source, target, weight, delay] of synapses) {
        yield `${separator}{"source":"${source}","target":"${target}","attributes":{"weight":${weight},"delay":${delay}}}`;
        separator = ',\n';
      }
    yield ']}\n';
  },
};
