import { lossesOfPopulations, synapsesByProjection } from './edges.ts';
import { nodeAttributes } from './nodes.ts';
import type { NetworkWriter } from './writer.ts';

/** Node-link JSON of NetworkX (3.4, "edges"): a directed multigraph, attributes beside "id", "source" and "target". */
export const networkxWriter: NetworkWriter<'networkx'> = {
  name: 'networkx',
  ending: null,
  losses: lossesOfPopulations,
  *write(spec) {
    const { name, timestepMs, durationMs } = spec;
    yield `{"directed":true,"multigraph":true,"graph":${JSON.stringify({ name, timestepMs, durationMs })},\n"nodes":[`;
    let id = 0;
    for (const attributes of nodeAttributes(spec))
      yield `${id === 0 ? '' : ','}\n${JSON.stringify({ ...attributes, id: id++ })}`;
    yield '],\n"edges":[';
    const parallel = new Map<string, number>();
    let separator = '\n';
    for (const synapses of synapsesByProjection(spec))
      for (const [source, target, weight, delay] of synapses) {
        const pair = `${source} ${target}`;
        const key = parallel.get(pair) ?? 0;
        parallel.set(pair, key + 1);
        yield `${separator}${JSON.stringify({ weight, delay, source, target, key })}`;
        separator = ',\n';
      }
    yield ']}\n';
  },
};
