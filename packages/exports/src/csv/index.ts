import type { Exporter, ExportSubject } from '../exporter.ts';
import { csvField } from '../common/csv.ts';
import { listedPopulations, rangesOn } from '../common/listed-neurons.ts';
import { joined } from '../common/pieces.ts';

/** Where every neuron sits, or every node of a cluster graph. */
export const csv: Exporter = (subject) => ({
  files: [
    { name: null, pieces: () => joined(subject.spec === null ? linesOfNodes(subject) : linesOf(subject)) },
  ],
  diagnostics: [],
});

function* linesOf({ manifest, placed }: ExportSubject): Iterable<string> {
  const { populations } = placed.problem.network;
  const listed = listedPopulations(populations);
  yield 'population,first,last,core,chip,tile,x,y\n';
  for (const entry of manifest.cores) {
    const { core, chip, tile, x, y } = entry;
    const place = `${core},${chip},${tile},${x},${y}\n`;
    for (const { population, first, last } of rangesOn(entry, listed))
      yield `${csvField(population.id)},${first},${last},${place}`;
  }
  const { target } = placed.problem;
  const { ioTile, chipOf, topology } = target;
  const place = `port,${chipOf[ioTile]},${ioTile},${ioTile % topology.columns},${Math.floor(ioTile / topology.columns)}\n`;
  for (const { id, size, external } of populations)
    if (external) yield `${csvField(id)},0,${size - 1},${place}`;
}

function* linesOfNodes({ manifest, labels, placed }: ExportSubject): Iterable<string> {
  const listed = listedPopulations(placed.problem.network.populations);
  yield 'node,core,chip,tile,x,y\n';
  for (const entry of manifest.cores) {
    const { core, chip, tile, x, y } = entry;
    for (const { first, last } of rangesOn(entry, listed))
      for (let node = first; node <= last; node++)
        yield `${csvField(labels?.[node] ?? String(node))},${core},${chip},${tile},${x},${y}\n`;
  }
}
