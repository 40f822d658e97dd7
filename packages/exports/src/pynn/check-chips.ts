import { DiagnosticList, grouped, type Diagnostic } from '@nmap/ir';
import type { ExportSubject } from '../exporter.ts';
import { coresOfChips, type ChipSlices } from './slices.ts';

/** What the script cannot say of the chips. @throws NmapError (input) where a chip has fewer cores than slices. */
export function checkChips({ placed, spec }: ExportSubject, chips: readonly ChipSlices[]): Diagnostic[] {
  const { target } = placed.problem;
  const { countOf } = coresOfChips(target);
  const list = new DiagnosticList('--to pynn');
  for (const { chip, x, y, slices } of chips) {
    const have = countOf[chip];
    const need = slices.length;
    if (need <= have) continue;
    list.error('E1894', () => ({
      where: `chip ${x}, ${y}`,
      message: `its neurons lie in ${grouped(need)} slices, each of neighbouring neurons of one population, and it has ${grouped(have)} cores: sPyNNaker loads a slice to a core.`,
      have,
      need,
      unit: 'cores',
      hint: 'Place with --grain neuron --pipeline "partition/sequential(form=by-population); place/row-major", or with fewer neurons in a core.',
    }));
  }
  list.throwIfFailed('input');
  for (const { x, y, shared, slices } of chips) {
    if (shared.length === 0) continue;
    list.warning('W1897', () => ({
      where: `chip ${x}, ${y}`,
      message: `${shared.length === 1 ? `core ${shared[0]} holds` : `cores ${shared.slice(0, 8).join(', ')} hold`} more than neighbouring neurons of one population; sPyNNaker gives each of the ${slices.length} slices of the chip a core of its own, and only the chip is fixed.`,
      hint: 'Place with --pipeline "partition/sequential(form=by-population); place/row-major" to fix cores, too.',
    }));
  }
  const partsOf = new Map<string, number>();
  for (const { slices } of chips)
    for (const { population } of slices) partsOf.set(population, (partsOf.get(population) ?? 0) + 1);
  const split = spec!.populations.filter(({ id }) => (partsOf.get(id) ?? 0) > 1);
  if (split.length > 0) {
    list.warning('W1896', () => ({
      where: '--to pynn',
      message: `${split.length} populations lie on several cores (${split
        .slice(0, 8)
        .map(({ id }) => id)
        .join(', ')}), and a constraint holds for a whole population.`,
      hint: 'Make one population for each part that parts(label) lists; what is handed over whole is held to its chip, or refused where there are several.',
    }));
  }
  const { columns, rows } = target.topology;
  const absent = isBuilt(columns, rows) ? [] : chips.filter(({ x, y }) => !isOnBoard(x, y));
  if (absent.length > 0) {
    list.warning('W1898', () => ({
      where: `hardware ${target.name}`,
      message: `${absent.length} of ${chips.length} chips are not on a board of 48 chips alone, which is a hexagon: ${absent
        .slice(0, 8)
        .map(({ x, y }) => `${x}, ${y}`)
        .join('; ')}.`,
      hint: 'Run it on three boards, which make 12 x 12 chips, or hand constrain a function chip(x, y) that says which chip each one is.',
    }));
  }
  return list.all();
}

/** A board of 4 chips, or boards in threes that close to a torus. */
function isBuilt(columns: number, rows: number): boolean {
  return (columns <= 2 && rows <= 2) || (columns % 12 === 0 && rows % 12 === 0);
}

/** The 48 chips of a board: rows of 5, 6, 7, 8, 7, 6, 5 and 4, each beginning where the hexagon does. */
function isOnBoard(x: number, y: number): boolean {
  return y < 8 && x >= Math.max(0, y - 3) && x <= Math.min(7, y + 4);
}
