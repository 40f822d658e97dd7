import { formatChange } from '../model/format.ts';
import type { Report } from '../model/report.ts';
import type { Table, Spot } from '../model/table.ts';
import { moveAnswer, moveTable, movesElsewhere } from '../views/move-answer.ts';
import { button, el } from './dom.ts';
import { toolsOf } from './save.ts';
import type { State } from './state.ts';
import { tableElement } from './table-view.ts';

const SHOWN = 6;

/** The answer first, then the moves that cost least. */
export function whyHere(report: Report, state: State, index: number, jump: (spot: Spot) => void): Node[] {
  const { moves } = report;
  const all = moveTable(report, index);
  if (moves === null || all === null || all.rows.length === 0) return [];
  const others = movesElsewhere(report, index, all);
  const first = others.slice(0, SHOWN);
  const shown: Table = {
    ...all,
    columns: all.columns.map((column, at) => ({ ...column, numeric: at >= 2 })),
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
      moveAnswer(
        report,
        others.map((row) => all.rows[row]),
        all.rows.length - others.length,
      ),
    ),
    el('div', { class: 'scroll' }, tableElement(shown, jump)),
  ];
}
