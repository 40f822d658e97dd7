import type { Study, StudyFigure, StudyTable } from '../model/study.ts';
import type { Table } from '../model/table.ts';
import { button, el } from './dom.ts';
import { chooser } from './map-section.ts';
import { newState, themeButton } from './placement-page.ts';
import { saveText, toolsOf } from './save.ts';
import { tableElement } from './table-view.ts';

/** A comparison of mappers: its figures, and its tables, narrowed to a network where one is chosen. */
export function showStudy(page: HTMLElement, study: Study): void {
  const { title, notes, tables, figures, networks } = study;
  const holder = el('div', { class: 'lists' });
  const show = (network: string): void =>
    holder.replaceChildren(...tables.map((table) => viewOf(table, network)));
  show('');
  const choose = chooser(
    'tables of',
    [['', 'all networks'], ...networks.map((name) => [name, name])],
    '',
    show,
  );
  page.append(
    el(
      'header',
      { 'data-view': 'study' },
      el('div', { class: 'spread' }, el('h1', {}, title), themeButton(newState())),
      ...notes.map((note) => el('p', {}, note)),
    ),
    el(
      'section',
      { id: 'figures' },
      el('h2', {}, 'Figures'),
      el('div', { class: 'two' }, ...figures.map(figureOf)),
    ),
    el(
      'section',
      { id: 'tables' },
      el('h2', {}, 'Tables'),
      el('div', { class: 'bar' }, choose.element),
      holder,
    ),
  );
}

/** As an image of its own, so that no style of it meets this page. */
function figureOf({ name, svg }: StudyFigure): HTMLElement {
  const source = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  return el(
    'section',
    { class: 'view', 'data-view': name },
    el('figure', {}, el('img', { src: source, alt: name })),
    button('save as SVG', () => saveText(`${name}.svg`, svg, 'image/svg+xml'), { class: 'small' }),
  );
}

/** Rows of one network; a table that does not tell networks apart stays as it is. */
function viewOf(table: StudyTable, network: string): HTMLElement {
  const own = table.rows.filter((row) => network === '' || row.includes(network));
  const rows = own.length === 0 ? table.rows : own;
  const shown: Table = {
    name: table.id,
    title: table.title,
    says: '',
    columns: table.columns.map(({ name, numeric }) => ({ name, unit: '', numeric })),
    rows,
  };
  return el(
    'section',
    { class: 'view', 'data-view': table.id },
    el('div', { class: 'spread' }, el('h3', {}, table.title), toolsOf(table.id, { table: () => shown })),
    el(
      'div',
      { class: 'scroll' },
      tableElement(shown, () => undefined),
    ),
    ...table.notes.map((note) => el('p', {}, note)),
  );
}
