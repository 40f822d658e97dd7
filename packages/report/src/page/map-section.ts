import { LIGHT, type Theme } from '../model/colors.ts';
import { quantitiesOf } from '../model/quantities.ts';
import type { Report } from '../model/report.ts';
import type { Table, Spot } from '../model/table.ts';
import { holderName } from '../model/words.ts';
import { legendDrawing } from '../views/legend.ts';
import { linkLegend, mapDrawing } from '../views/map-drawing.ts';
import { button, el } from './dom.ts';
import type { EdgeIndex } from './edge-index.ts';
import { svgElement } from './figure-view.ts';
import { ChipMap, fillingOf } from './map-view.ts';
import { toolsOf } from './save.ts';
import { searchBox } from './search.ts';
import type { Choice, State } from './state.ts';

/** Width of the legend beside the map, in pixels. */
const BESIDE = 360;

export interface MapSection {
  readonly element: HTMLElement;
  show(spot: Spot): void;
}

/** The chip with its controls, its legend and room for the inspector. */
export function mapSection(
  report: Report,
  state: State,
  edges: EdgeIndex,
  jump: (spot: Spot) => void,
): MapSection {
  const fill = (choice: Choice, theme: Theme) => fillingOf(report, choice, theme);
  const map = new ChipMap(report, state, edges, fill);
  const search = searchBox(report, jump);
  const quantities = [
    ...(report.named.ofClusters ? [] : [['population', 'population']]),
    ...quantitiesOf(report).map(({ name, label }) => [name, label]),
  ];
  if (report.named.ofClusters) state.change({ quantity: quantities[0][0] });
  const colors = chooser('cores by', quantities, state.choice.quantity, (quantity) =>
    state.change({ quantity, why: false }),
  );
  const kinds = [
    ['mean', 'average step'],
    ...(report.links.peak === null ? [] : [['peak', 'busiest step']]),
    ['none', 'not shown'],
  ];
  const links = chooser('links by', kinds, state.choice.links, (shown) =>
    state.change({ links: shown as Choice['links'] }),
  );
  const legend = el('figure', { class: 'legend' });
  const drawLegend = (): void => {
    const { choice } = state;
    const shown = choice.links === 'none' ? null : choice.links;
    const drawing = (theme: Theme) =>
      legendDrawing(fill(choice, theme).legend, linkLegend(report, shown), theme, BESIDE);
    legend.replaceChildren(svgElement(drawing, choice.dark));
  };
  drawLegend();
  state.listen((choice) => {
    drawLegend();
    colors.select.value = choice.quantity;
    links.select.value = choice.links;
  });
  document.addEventListener('keydown', (event) => {
    if (
      event.target instanceof HTMLInputElement ||
      event.target instanceof HTMLSelectElement ||
      event.ctrlKey ||
      event.metaKey
    )
      return;
    const at = quantities.findIndex(([name]) => name === state.choice.quantity);
    const turn = (by: number): void =>
      state.change({
        quantity: quantities[(at + by + quantities.length) % quantities.length][0],
        why: false,
      });
    const acts: Readonly<Record<string, () => void>> = {
      '/': () => search.focus(),
      '+': () => map.zoom(1.4),
      '=': () => map.zoom(1.4),
      '-': () => map.zoom(1 / 1.4),
      '0': () => map.fit(),
      '1': () => map.fitUsed(),
      ']': () => turn(1),
      '[': () => turn(-1),
      Escape: () => state.change({ spot: null, why: false }),
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  const tools = toolsOf('chip', {
    table: () => coreTable(report),
    drawing: () =>
      mapDrawing(report, {
        theme: LIGHT,
        filling: fill(state.choice, LIGHT),
        links: state.choice.links === 'none' ? null : state.choice.links,
      }),
  });
  const element = el(
    'section',
    { id: 'chip', 'data-view': 'chip' },
    el('div', { class: 'spread' }, el('h2', {}, 'The chip'), tools),
    el(
      'div',
      { class: 'bar' },
      colors.element,
      links.element,
      search.element,
      button('−', () => map.zoom(1 / 1.4), { title: 'smaller (-)' }),
      button('+', () => map.zoom(1.4), { title: 'larger (+)' }),
      button('whole chip', () => map.fit(), { title: '0' }),
      button('cores in use', () => map.fitUsed(), { title: '1' }),
    ),
    el(
      'div',
      { class: 'map' },
      el('div', {}, map.element, el('p', {}, caption(report))),
      el('div', { class: 'beside' }, legend),
    ),
  );
  return { element, show: (spot) => map.show(spot) };
}

/** How tiles are counted. */
function caption({ chip }: Report): string {
  if (chip.layout === 'tree')
    return 'Tiles are counted from the left, from 0; routers stand above the tiles they join.';
  const across =
    chip.layout === 'hex'
      ? 'rows lean, so that the leftmost tile of row y has x = y / 2, rounded down'
      : 'x counts from the left column, 0';
  return `Tile (x, y): y counts up from the bottom row, 0, to the top row, ${chip.rows - 1}; ${across}.`;
}

export function chooser(
  label: string,
  options: readonly (readonly string[])[],
  chosen: string,
  choose: (value: string) => void,
): { readonly element: HTMLElement; readonly select: HTMLSelectElement } {
  const select = el(
    'select',
    { change: () => choose(select.value) },
    ...options.map(([value, text]) => el('option', { value }, text)),
  );
  select.value = chosen;
  return { element: el('label', {}, `${label} `, select), select };
}

/** Every used core with every quantity. */
function coreTable(report: Report): Table {
  const { cores, chip } = report;
  const quantities = quantitiesOf(report);
  const columns = quantities.map(({ column }) => column(report)!);
  return {
    name: 'cores',
    title: 'Cores',
    says: '',
    columns: [
      ...['core', 'chip', 'tile', 'x', 'y', 'mostly'].map((name) => ({ name, unit: '' })),
      ...quantities.map(({ label, unit }) => ({ name: label, unit })),
    ],
    rows: Array.from(cores.core, (core, index) => {
      const tile = chip.tileOf[core];
      return [
        core,
        chip.chipOf[tile],
        tile,
        tile % chip.columns,
        Math.floor(tile / chip.columns),
        holderName(report, index),
        ...columns.map((column) => column[index]),
      ];
    }),
  };
}
