import { formatChange, formatIn, formatNumber } from '../model/format.ts';
import type { Report } from '../model/report.ts';
import type { Cell, Table, Spot } from '../model/table.ts';
import { holderName } from '../model/words.ts';
import { button, el } from './dom.ts';
import { toolsOf } from './save.ts';
import type { State } from './state.ts';
import { tableElement } from './table-view.ts';

const SHOWN = 6;

/** What a move would cost, the cheapest first: all of them, for CSV, and in a sentence. */
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

/** The answer first, then the moves that cost least. */
export function whyHere(report: Report, state: State, index: number, jump: (spot: Spot) => void): Node[] {
  const { moves } = report;
  const all = moveTable(report, index);
  if (moves === null || all === null || all.rows.length === 0) return [];
  const others = elsewhere(report, index, all);
  const first = others.slice(0, SHOWN);
  const shown: Table = {
    ...all,
    spots: first.map((row) => all.spots![row]),
    rows: first.map((row) => {
      const [to, holds, delta, hops] = all.rows[row];
      return [to, holds, formatChange(moves.unit, Number(delta)), formatChange('', Number(hops))];
    }),
  };
  const { why } = state.choice;
  const toggle = button(why ? 'back to the colours' : 'show on the map', () => state.change({ why: !why }), {
    class: 'small',
    'aria-pressed': String(why),
  });
  return [
    el(
      'div',
      { class: 'spread' },
      el('h4', {}, 'Why here'),
      el('span', { class: 'tools' }, toggle, toolsOf(all.name, { table: () => all })),
    ),
    el(
      'p',
      {},
      answer(
        report,
        others.map((row) => all.rows[row]),
        all.rows.length - others.length,
      ),
    ),
    el('div', { class: 'scroll' }, tableElement(shown, jump)),
  ];
}

/** Cores of its own tile are as near to everything: what matters is another tile. */
function elsewhere(report: Report, index: number, { rows, spots }: Table): number[] {
  const { chip, cores } = report;
  const tile = chip.tileOf[cores.core[index]];
  const coreOf = (spot: Spot | null): number =>
    spot?.kind === 'core' ? cores.core[spot.index] : spot?.kind === 'tile' ? spot.core : -1;
  return [...rows.keys()].filter((row) => rows[row][2] !== 0 || chip.tileOf[coreOf(spots![row])] !== tile);
}

function answer(report: Report, rows: Table['rows'], mates: number): string {
  const { moves, named } = report;
  if (moves === null) return '';
  const equal =
    mates === 0 ? '' : ` (${mates === 1 ? 'one core' : `${mates} cores`} of its own tile would do as well)`;
  if (rows.length === 0) return `As good as on any core of its tile; no other was tried.`;
  const tried = `${formatNumber(rows.length)} ${moves.all ? 'other cores' : 'near cores'}`;
  const [to, holds, delta] = rows[0];
  const least = Number(delta);
  const move = holds === 'nothing' ? `moving it to ${to}` : `exchanging it with ${to}`;
  if (least > 0)
    return `Best where it is${equal}: of ${tried}, the cheapest, ${move}, costs ${formatIn(moves.unit, least)} more.`;
  if (least === 0) return `As good as anywhere${equal}: of ${tried} none is cheaper; ${move} costs the same.`;
  const why = named.complete ? 'no pass found it' : 'the run was cut short';
  return `Not the cheapest place: of ${tried}, ${move} would save ${formatIn(moves.unit, -least)}; ${why}.`;
}
