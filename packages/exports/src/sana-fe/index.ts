/**
 * A placement for SANA-FE, an independent simulator. **Source** J. A. Boyle et al., "SANA-FE: Simulating Advanced
 * Neuromorphic Architectures for Fast Exploration", IEEE TCAD 44(8), 2025; the form of its files is that of version 2.2.
 * Packets, hops, synaptic events and dynamic energy are then those of the manifest. A spike to the i/o port is a packet
 * to a core that stands for it.
 */
import { windowOf } from '@nmap/ir';
import { csvField } from '../common/csv.ts';
import { joined } from '../common/pieces.ts';
import type { Exporter } from '../exporter.ts';
import { architectureOf } from './architecture.ts';
import { checkSanaFe } from './check-sana-fe.ts';
import { layoutOf } from './layout.ts';
import { groupsOf, networkPieces, type Group } from './network.ts';
import { portRanges } from './port-ranges.ts';
import { pricesOf } from './prices.ts';

export const sanaFe: Exporter = (subject) => {
  const spec = checkSanaFe(subject);
  const { target } = subject.placed.problem;
  const port = portRanges(spec);
  const layout = layoutOf(target, port.length === 0 ? 0 : port.at(-1)!.portCore + 1);
  const prices = pricesOf(target, layout.tileCount);
  const architecture = architectureOf(target, layout, prices);
  return {
    files: [
      { name: 'architecture.yaml', pieces: () => [`${JSON.stringify(architecture, null, 1)}\n`] },
      { name: 'network.yaml', pieces: () => networkPieces(subject, spec, layout, port) },
      { name: 'groups.csv', pieces: () => joined(groupLines(groupsOf(spec))) },
    ],
    diagnostics: prices.diagnostics,
    next: `sim architecture.yaml network.yaml ${windowOf(spec).steps}`,
  };
};

function* groupLines(groups: readonly Group[]): Iterable<string> {
  yield 'group,population,neurons,external\n';
  for (const { name, population } of groups)
    yield `${name},${csvField(population.id)},${population.size},${population.external === true}\n`;
}
