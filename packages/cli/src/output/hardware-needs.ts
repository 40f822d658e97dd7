import type { HardwareNeed } from '@nmap/compiler';
import { formatNumber } from './numbers.ts';
import { renderTable } from './table.ts';
import { wrap } from './wrap.ts';

const NOTE = 'bounds, without a search: a placement may need more cores, or not exist';

/** One line for each chip: cores at least, what asks for them, and the first thing that forbids any placement. */
export function renderNeeds(needs: readonly HardwareNeed[], columns: number | null): string {
  const rows = needs.map(({ hardware, cores, coresNeeded, binding, obstacles }) => [
    hardware,
    formatNumber(cores),
    coresNeeded === null ? `more than ${formatNumber(cores)}` : formatNumber(coresNeeded),
    binding,
    obstacleText(obstacles),
  ]);
  return `${renderTable(['hardware', 'cores', 'needs at least', 'binding limit', 'cannot fit'], rows, columns)}${wrap(NOTE, columns)}\n`;
}

function obstacleText(obstacles: HardwareNeed['obstacles']): string {
  if (obstacles.length === 0) return '';
  const [{ code, where, have, need, unit = '' }] = obstacles;
  const more = obstacles.length === 1 ? '' : ` (and ${obstacles.length - 1} more)`;
  const numbers = need === undefined ? '' : `: ${shown(need)} ${unit}, has ${shown(have ?? 0)}`;
  return `${code} ${where}${numbers}${more}`;
}

function shown(value: number | string): string {
  return typeof value === 'number' ? formatNumber(value) : value;
}
