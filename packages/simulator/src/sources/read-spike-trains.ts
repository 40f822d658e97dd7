import type { Network } from '@nmap/ir';
import { Faults } from '../faults.ts';
import type { SpikeTrains } from './spike-trains.ts';

/**
 * Reads spike trains from text, one spike to a line: `step,neuron` with the number
 * of the neuron in the flat network, or `step,population,index`. Commas, semicolons,
 * tabs or spaces; empty lines, lines that start with `#` and one heading line are
 * skipped. Throws every fault with file and line.
 */
export function readSpikeTrains(text: string, fileName: string, network: Network): SpikeTrains {
  const populations = new Map(network.populations.map((population) => [population.id, population]));
  const faults = new Faults();
  const step: number[] = [];
  const neuron: number[] = [];
  let line = 0;
  let mayBeHeading = true;
  for (const row of text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    line++;
    const trimmed = row.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const cells = splitRow(trimmed);
    const heading = mayBeHeading && /^steps?$/i.test(cells[0]);
    mayBeHeading = false;
    if (heading) continue;

    const where = `${fileName}:${line}`;
    if (cells.length !== 2 && cells.length !== 3) {
      const message = `expected "step,neuron" or "step,population,index", found ${cells.length} cells.`;
      faults.add({ code: 'E1624', where, message, have: cells.length, need: 2, unit: 'cells' });
      continue;
    }
    const population = cells.length === 3 ? populations.get(cells[1]) : undefined;
    if (cells.length === 3 && population === undefined) {
      faults.add({ code: 'E1625', where, message: `the network has no population "${cells[1]}".` });
      continue;
    }
    const size = population?.size ?? network.neuronCount;
    const index = wholeNumber(cells[cells.length - 1]);
    if (index === null || index >= size) {
      const message = `neuron ${cells[cells.length - 1]} is not a whole number from 0 to ${size - 1}.`;
      faults.add({ code: 'E1626', where, message, have: cells[cells.length - 1], need: size - 1 });
      continue;
    }
    const at = wholeNumber(cells[0]);
    if (at === null) {
      faults.add({
        code: 'E1627',
        where,
        message: `step ${cells[0]} is not a whole number, 0 or more.`,
        have: cells[0],
      });
      continue;
    }
    step.push(at);
    neuron.push((population?.first ?? 0) + index);
  }
  faults.throwIfAny();
  return { step: Float64Array.from(step), neuron: Uint32Array.from(neuron) };
}

/** A population's name may hold spaces where commas, semicolons or tabs part the cells. */
function splitRow(row: string): string[] {
  const separator = /[,;\t]/.test(row) ? /[,;\t]/ : /\s+/;
  return row.split(separator).map((cell) => cell.trim());
}

function wholeNumber(cell: string): number | null {
  return /^[0-9]{1,15}$/.test(cell) ? Number(cell) : null;
}
