import { DiagnosticList, grouped, type Diagnostic, type NetworkSpec, type Target } from '@nmap/ir';
import type { ExportSubject } from '../exporter.ts';
import { coresOfChips, lastProcessor, type ChipSlices } from './slices.ts';

const APART = '--pipeline "partition/sequential(form=by-population); place/row-major"';
/** Neurons that sPyNNaker loads on a core at most: what a row of synapses reaches (POP_TABLE_MAX_ROW_LENGTH). */
const NEURONS_PER_CORE = 256;
/** Names that a message lists. */
const NAMED = 8;

/** What the script cannot say of the chips. @throws NmapError (input) where a chip has fewer cores than slices, or a slice too many neurons. */
export function checkChips(
  { placed }: ExportSubject,
  { populations }: NetworkSpec,
  chips: readonly ChipSlices[],
): Diagnostic[] {
  const { target } = placed.problem;
  const list = new DiagnosticList('--to pynn');
  refuseCrowded(chips, target, list);
  refuseWide(chips, list);
  list.throwIfFailed('input');
  warnShared(chips, list);
  warnMonitors(chips, lastProcessor(target), list);
  warnParts(chips, populations, list);
  warnAbsent(chips, target, list);
  return list.all();
}

function refuseCrowded(chips: readonly ChipSlices[], target: Target, list: DiagnosticList): void {
  const { countOf } = coresOfChips(target);
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
      hint: `Place with --grain neuron ${APART}, or with fewer neurons in a core.`,
    }));
  }
}

/** sPyNNaker would make two of such a slice, and want the processor of the first for both. */
function refuseWide(chips: readonly ChipSlices[], list: DiagnosticList): void {
  for (const { slices } of chips)
    for (const { population, first, neurons, core } of slices) {
      if (neurons <= NEURONS_PER_CORE) continue;
      list.error('E1395', () => ({
        where: `core ${core} (${population}[${first}..${first + neurons - 1}])`,
        message: `holds ${grouped(neurons)} neighbouring neurons, and a core of sPyNNaker at most ${NEURONS_PER_CORE}.`,
        have: neurons,
        need: NEURONS_PER_CORE,
        unit: 'neurons',
        hint: `Place with --neurons-per-core ${NEURONS_PER_CORE}.`,
      }));
    }
}

function warnShared(chips: readonly ChipSlices[], list: DiagnosticList): void {
  for (const { x, y, shared, slices } of chips) {
    if (shared.length === 0) continue;
    const cores =
      shared.length === 1 ? `core ${shared[0]} holds` : `cores ${shared.slice(0, NAMED).join(', ')} hold`;
    list.warning('W1897', () => ({
      where: `chip ${x}, ${y}`,
      message: `${cores} more than neighbouring neurons of one population; sPyNNaker gives each of the ${slices.length} slices of the chip a core of its own, and only the chip is fixed.`,
      hint: `Place with ${APART} to fix cores, too.`,
    }));
  }
}

/** sPyNNaker puts a monitor on every chip, and what gathers data on those with Ethernet, before anything else. */
function warnMonitors(chips: readonly ChipSlices[], last: number, list: DiagnosticList): void {
  for (const { x, y, slices } of chips) {
    const taken = hasEthernet(x, y) ? 2 : 1;
    const first = slices.reduce((least, { p }) => Math.min(least, p ?? last + 1 - slices.length), last);
    if (first > taken) continue;
    list.warning('W1899', () => ({
      where: `chip ${x}, ${y}`,
      message: `its ${slices.length} slices reach down to processor ${first}, and sPyNNaker keeps the first ${taken} from 1 up for programs of its own.`,
      hint: 'Place on 14 cores a chip (coresPerTile: 14); or switch those programs off (enable_advanced_monitor_support = False).',
    }));
  }
}

/** The first chip of every board; boards stand in threes, which make 12 x 12 chips. */
function hasEthernet(x: number, y: number): boolean {
  return ['0,0', '4,8', '8,4'].includes(`${x % 12},${y % 12}`);
}

function warnParts(
  chips: readonly ChipSlices[],
  populations: NetworkSpec['populations'],
  list: DiagnosticList,
): void {
  const partsOf = new Map<string, number>();
  for (const { slices } of chips)
    for (const { population } of slices) partsOf.set(population, (partsOf.get(population) ?? 0) + 1);
  const split = populations.filter(({ id }) => (partsOf.get(id) ?? 0) > 1).map(({ id }) => id);
  if (split.length === 0) return;
  list.warning('W1896', () => ({
    where: '--to pynn',
    message: `${split.length === 1 ? 'a population lies' : `${split.length} populations lie`} on several cores (${split.slice(0, NAMED).join(', ')}), and a constraint holds for a whole population.`,
    hint: 'Make one population for each part that parts(label) lists; what is handed over whole is held to its chip, or refused where there are several.',
  }));
}

function warnAbsent(
  chips: readonly ChipSlices[],
  { name, topology: { columns, rows } }: Target,
  list: DiagnosticList,
): void {
  // A board of 4 chips, or boards in threes that close to a torus, have every chip.
  if ((columns <= 2 && rows <= 2) || (columns % 12 === 0 && rows % 12 === 0)) return;
  const absent = chips.filter(({ x, y }) => !isOnBoard(x, y));
  if (absent.length === 0) return;
  list.warning('W1898', () => ({
    where: `hardware ${name}`,
    message: `${absent.length} of ${chips.length} chips are not on a board of 48 chips alone, which is a hexagon: ${absent
      .slice(0, NAMED)
      .map(({ x, y }) => `${x}, ${y}`)
      .join('; ')}.`,
    hint: 'Place on three boards (chips: [12, 12]), or hand constrain a function chip(x, y) that says which chip each one is.',
  }));
}

/** The 48 chips of a board: rows of 5, 6, 7, 8, 7, 6, 5 and 4, each beginning where the hexagon does. */
function isOnBoard(x: number, y: number): boolean {
  return y < 8 && x >= Math.max(0, y - 3) && x <= Math.min(7, y + 4);
}
