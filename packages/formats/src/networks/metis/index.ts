import { misfitOfMetis } from '../../clusters/first-lines.ts';
import { MetisReader } from '../../clusters/metis/metis.ts';
import { ViolationList } from '../../input-error.ts';
import type { TextNetworkReader } from '../../network-format.ts';
import { defaultName } from '../../nmap-network/read-nmap-network.ts';
import { finishNetwork, listOf, NEURONS } from '../common/listed-network.ts';
import { SynapseColumns } from '../common/synapse-columns.ts';

/** Reads a METIS graph of neurons: the graph of the cluster reader, each edge in both directions. */
export const metisNetwork: TextNetworkReader = {
  content: 'text',
  announces: () => false,
  misfit: misfitOfMetis,
  open({ fileName }) {
    const reader = new MetisReader(fileName, defaultName(fileName));
    return {
      feed: (piece) => reader.feed(piece),
      finish() {
        const { graph, diagnostics } = reader.finish();
        const violations = new ViolationList();
        diagnostics.forEach((note) => violations.keep(note));
        const synapses = new SynapseColumns();
        const { source, target, weight } = graph;
        for (let edge = 0; edge < source.length; edge++) {
          synapses.push(source[edge], target[edge], weight[edge]);
          synapses.push(target[edge], source[edge], weight[edge]);
        }
        violations.note(
          'W1864',
          fileName,
          'edges of METIS have no direction: each is a synapse there and one back.',
        );
        const populations = [{ id: NEURONS, size: graph.nodeCount }];
        return finishNetwork(populations, [listOf(NEURONS, NEURONS, synapses)], fileName, violations);
      },
    };
  },
};
