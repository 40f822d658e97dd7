import { printable } from '@nmap/kernels';
import { hasBoxes, neuronsHeld, type CorePosition, type ManifestNeurons } from '@nmap/manifest';
import type { CoreFound, NeuronsFound } from '../jobs/where-job.ts';
import { formatNumber } from './numbers.ts';
import { renderTable } from './table.ts';

/** Ranges and boxes of a cell, before the rest is only counted. */
const SHOWN = 8;

/** The answer of `nmap where`. */
export function renderFound(found: NeuronsFound | CoreFound, columns: number | null): string {
  return found.kind === 'core' ? coreText(found, columns) : neuronsText(found, columns);
}

function neuronsText({ population, cores, ports, missing }: NeuronsFound, columns: number | null): string {
  if (ports.length > 0) {
    const lines = ports.map(({ tile, x, y }) => `the i/o port at tile ${tile} (x ${x}, y ${y})`);
    return `${printable(population)} is outside the chip: it passes ${lines.join(', ')}\n`;
  }
  const rows = cores.map((core) => [
    ...cells(core),
    formatNumber(core.count),
    listed(population, core.neurons),
  ]);
  const slot = cores.length === 1 ? cores[0].slot : undefined;
  const table = `${renderTable([...HEAD, 'neurons', 'which'], rows, columns)}${slot === undefined ? '' : `slot ${slot} of its core\n`}`;
  return missing === 0 ? table : `${table}${formatNumber(missing)} of them are on no core\n`;
}

function coreText(found: CoreFound, columns: number | null): string {
  const position = renderTable([...HEAD, 'neurons'], [[...cells(found), formatNumber(found.count)]], columns);
  const rows = Object.entries(found.neurons).map(([population, held]) => [
    population,
    formatNumber(neuronsHeld(held)),
    listed(population, held),
  ]);
  const labels = found.labels === undefined ? '' : `labels: ${found.labels.map(printable).join(', ')}\n`;
  return `${position}\n${renderTable(['population', 'neurons', 'which'], rows, columns)}${labels}`;
}

const HEAD = ['core', 'chip', 'tile', 'x', 'y', 'class'];

function cells({ core, chip, tile, x, y, class: coreClass = '' }: CorePosition): string[] {
  return [core, chip, tile, x, y].map(String).concat(coreClass);
}

/** `h[0..49], h[60]`, as messages name neurons. */
function listed(population: string, held: ManifestNeurons): string {
  const side = (from: number, last: number): string => (from === last ? `${from}` : `${from}..${last}`);
  const items = hasBoxes(held)
    ? held.boxes.map((box) => box.map(([from, to]) => side(from, to - 1)).join(', '))
    : held.map(([first, last]) => side(first, last));
  const shown = items.slice(0, SHOWN).map((item) => `${population}[${item}]`);
  if (items.length > SHOWN) shown.push(`and ${formatNumber(items.length - SHOWN)} more`);
  return shown.join(', ');
}
