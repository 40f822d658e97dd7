import { formatIn, formatNumber, formatSmallShare } from '../model/format.ts';
import type { Report } from '../model/report.ts';
import type { Cell, Table, Spot } from '../model/table.ts';
import { holderName } from '../model/words.ts';

/** What a move of a used core's content would cost, the cheapest first: all that were tried, for CSV. */
export function moveTable(report: Report, index: number): Table | null {
  const { moves, cores } = report;
  if (moves === null) return null;
  const indexOf = new Map(Array.from(cores.core, (core, at) => [core, at]));
  const entries = Array.from(
    { length: moves.start[index + 1] - moves.start[index] },
    (_, k) => moves.start[index] + k,
  );
  entries.sort((a, b) => moves.delta[a] - moves.delta[b] || moves.core[a] - moves.core[b]);
  return {
    name: `moves-of-core-${cores.core[index]}`,
    title: 'Why here',
    says: '',
    columns: [
      { name: 'to', unit: '' },
      { name: 'holds', unit: '' },
      { name: moves.objective, unit: moves.unit },
      { name: 'hops', unit: '' },
    ],
    rows: entries.map((k): Cell[] => {
      const other = indexOf.get(moves.core[k]);
      const holds = other === undefined ? 'nothing' : holderName(report, other);
      return [`core ${moves.core[k]}`, holds, moves.delta[k], moves.hops[k]];
    }),
    spots: entries.map((k) => {
      const other = indexOf.get(moves.core[k]);
      return other === undefined ? { kind: 'tile', core: moves.core[k] } : { kind: 'core', index: other };
    }),
  };
}

/** Cores of its own tile are as near to everything: what matters is another tile. Rows of the table, in its order. */
export function movesElsewhere(report: Report, index: number, { rows, spots }: Table): number[] {
  const { chip, cores } = report;
  const tile = chip.tileOf[cores.core[index]];
  const coreOf = (spot: Spot | null): number =>
    spot?.kind === 'core' ? cores.core[spot.index] : spot?.kind === 'tile' ? spot.core : -1;
  return [...rows.keys()].filter((row) => rows[row][2] !== 0 || chip.tileOf[coreOf(spots![row])] !== tile);
}

/**
 * Why a core's content is where it is, in plain sentences: what the cheapest other place would cost, and what that judges.
 * @param rows of the moves elsewhere, the cheapest first.
 * @param mates cores of its own tile that are as good.
 */
export function moveAnswer(report: Report, rows: Table['rows'], mates: number): string {
  const { moves, named } = report;
  if (moves === null) return '';
  const judged = `This judges single moves and exchanges, everything else staying where it is, under the objective “${moves.objective}”.`;
  if (rows.length === 0) return `As good as on any core of its tile; no other was tried. ${judged}`;
  const equal =
    mates === 0 ? '' : ` (${mates === 1 ? 'one core' : `${mates} cores`} of its own tile would do as well)`;
  const tried = `${formatNumber(rows.length)} ${moves.all ? 'other' : 'near'} ${rows.length === 1 ? 'place' : 'places'}`;
  const [to, holds, delta] = rows[0];
  const least = Number(delta);
  const move = holds === 'nothing' ? `moving it to ${String(to)}` : `exchanging it with ${String(to)}`;
  const much = `${amount(moves.unit, Math.abs(least))}`;
  const shares = sharesOf(report, Math.abs(least));
  if (least > 0)
    return `Best where it is${equal}: the cheapest of ${tried}, ${move}, costs ${much} more${shares}. ${judged}`;
  if (least === 0)
    return `As good as anywhere${equal}: of ${tried} none is cheaper; ${move} costs the same. ${judged}`;
  const why = named.complete ? 'no pass found it' : 'the run was cut short';
  return `Not the cheapest place: of ${tried}, ${move} would save ${much}${shares}; ${why}. ${judged}`;
}

function amount(unit: string, value: number): string {
  return unit === 'pJ' || unit === 'ns' ? formatIn(unit, value) : `${formatNumber(value)} ${unit}`;
}

/** Of what the objective's energy is, so that a small gain looks small. */
const ENERGIES: Readonly<Record<string, string>> = {
  energy: 'energyPj',
  'energy-back-to-back': 'energyBackToBackPj',
};

function sharesOf({ moves, metrics }: Report, change: number): string {
  const path = ENERGIES[moves!.objective];
  if (path === undefined) return '';
  const parts = [
    ['interconnect', 'the interconnect energy'],
    ['total', 'the total'],
  ].flatMap(([part, words]) => {
    const whole = metrics[`${path}.${part}`] ?? null;
    return whole === null || whole === 0 ? [] : [`${formatSmallShare(change / whole)} of ${words}`];
  });
  return parts.length === 0 ? '' : `, ${parts.join(' and ')}`;
}
