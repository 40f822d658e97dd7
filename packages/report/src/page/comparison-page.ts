import type { Comparison } from '../ab/comparison.ts';
import { changeByCore, changeTables, differenceTable, movedTable } from '../ab/comparison-tables.ts';
import { LIGHT, type Theme } from '../model/colors.ts';
import { formatPercent } from '../model/format.ts';
import { quantitiesOf } from '../model/quantities.ts';
import type { Report } from '../model/report.ts';
import { changeFilling, type Filling } from '../views/filling.ts';
import { legendDrawing } from '../views/legend.ts';
import { mapDrawing } from '../views/map-drawing.ts';
import { button, el } from './dom.ts';
import { EdgeIndex } from './edge-index.ts';
import { svgElement } from './figure-view.ts';
import { chooser } from './map-section.ts';
import { ChipMap } from './map-view.ts';
import { newState, placementParts, themeButton } from './placement-page.ts';
import { toolsOf } from './save.ts';
import { State } from './state.ts';
import { tableView } from './table-view.ts';

/** Two placements: what differs first, then either of them in full. */
export function showComparison(
  page: HTMLElement,
  {
    before,
    after,
    comparison,
  }: { readonly before: Report; readonly after: Report; readonly comparison: Comparison },
): void {
  const state = newState();
  const nowhere = (): void => undefined;
  const { named } = after;
  page.append(
    el(
      'header',
      { 'data-view': 'verdict' },
      el(
        'div',
        { class: 'spread' },
        el('h1', {}, `${named.network} on ${named.hardware}: A and B`),
        themeButton(state),
      ),
      el(
        'p',
        {},
        el('span', { class: 'legal' }, 'both legal'),
        ': every limit and every number of either recomputed by nmap’s verifier.',
      ),
      el('p', {}, inAWord(before, after)),
    ),
    el(
      'section',
      { id: 'changes' },
      el('h2', {}, 'What changed'),
      el(
        'div',
        { class: 'two' },
        ...changeTables(before, after).map((table) => tableView(table, nowhere)),
        tableView(movedTable(comparison), nowhere),
      ),
    ),
    differenceSection(before, after, state),
  );
  const holder = el('div');
  const names: readonly (readonly [string, Report])[] = [
    ['A', before],
    ['B', after],
  ];
  const buttons = names.map(([name, report]) => button(`${name} in full`, () => open(report, name)));
  function open(report: Report, name: string): void {
    for (const [at, [other]] of names.entries())
      buttons[at].setAttribute('aria-pressed', String(other === name));
    const own = new State({ ...state.choice, spot: null });
    state.listen(({ dark }) => own.change({ dark }));
    holder.replaceChildren(...placementParts(report, own).parts);
  }
  page.append(el('div', { class: 'bar' }, ...buttons), holder);
  open(after, 'B');
}

function inAWord(before: Report, after: Report): string {
  const said = (
    [
      ['energy', 'energyPj.total'],
      ['time per step', 'energyBackToBackPj.stepNs'],
      ['packets', 'interCorePackets'],
      ['hops', 'spikeHops'],
    ] as const
  ).flatMap(([label, path]) => {
    const was = before.metrics[path] ?? null;
    const is = after.metrics[path] ?? null;
    if (was === null || is === null || was === 0) return [];
    const share = is / was - 1;
    return [
      share === 0
        ? `the same ${label}`
        : `${formatPercent(Math.abs(share))} ${share < 0 ? 'less' : 'more'} ${label}`,
    ];
  });
  return said.length === 0 ? '' : `B has ${said.join(', ')} than A.`;
}

function differenceSection(before: Report, after: Report, state: State): HTMLElement {
  const names = new Set(quantitiesOf(after).map(({ name }) => name));
  const both = quantitiesOf(before).filter(({ name }) => names.has(name));
  const own = new State({ ...state.choice, quantity: both.at(-1)?.name ?? '', links: 'none' });
  state.listen(({ dark }) => own.change({ dark }));
  const fill = (theme: Theme): Filling => {
    const quantity = both.find(({ name }) => name === own.choice.quantity)!;
    const deltaOf = changeByCore(before, after, quantity.name) ?? new Map<number, number>();
    return changeFilling(before, theme, { title: `B − A: ${quantity.label}`, unit: quantity.unit, deltaOf });
  };
  const map = new ChipMap(before, own, new EdgeIndex(before), (_, theme) => fill(theme));
  const legend = el('figure', { class: 'legend' });
  const drawLegend = (): void =>
    legend.replaceChildren(
      svgElement((theme) => legendDrawing(fill(theme).legend, null, theme, 760), own.choice.dark),
    );
  drawLegend();
  own.listen(drawLegend);
  const choose = chooser(
    'difference in',
    both.map(({ name, label }) => [name, label]),
    own.choice.quantity,
    (quantity) => own.change({ quantity }),
  );
  const tools = toolsOf('difference', {
    table: () => differenceTable(before, after, own.choice.quantity),
    drawing: () => mapDrawing(before, { theme: LIGHT, filling: fill(LIGHT), links: null }),
  });
  return el(
    'section',
    { id: 'difference', 'data-view': 'difference' },
    el('div', { class: 'spread' }, el('h2', {}, 'Difference, core by core'), tools),
    el('div', { class: 'bar' }, choose.element),
    map.element,
    legend,
  );
}
