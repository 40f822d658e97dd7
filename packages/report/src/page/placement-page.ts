import type { Report } from '../model/report.ts';
import type { Spot } from '../model/table.ts';
import { verdictOf, type Headline } from '../views/verdict.ts';
import { button, el } from './dom.ts';
import { EdgeIndex } from './edge-index.ts';
import { Inspector } from './inspector.ts';
import { mapSection } from './map-section.ts';
import { sectionsOf } from './sections.ts';
import { State } from './state.ts';

/** One placement. */
export function showPlacement(page: HTMLElement, report: Report): void {
  const state = newState();
  const { parts, jump } = placementParts(report, state);
  page.append(header(report, state, jump), ...parts);
}

export function newState(): State {
  const state = new State({
    spot: null,
    quantity: 'population',
    links: 'mean',
    why: false,
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
  });
  const paint = (dark: boolean): void => {
    document.documentElement.className = dark ? 'dark' : 'light';
  };
  paint(state.choice.dark);
  state.listen(({ dark }) => paint(dark));
  printLight(state);
  return state;
}

/** On paper everything is light, whatever the reader looks at. */
function printLight(state: State): void {
  let wasDark = false;
  addEventListener('beforeprint', () => {
    wasDark = state.choice.dark;
    state.change({ dark: false });
  });
  addEventListener('afterprint', () => state.change({ dark: wasDark }));
}

/** Everything below the header, and the way to a place on the chip. */
export function placementParts(
  report: Report,
  state: State,
): { readonly parts: HTMLElement[]; readonly jump: (spot: Spot) => void } {
  const edges = new EdgeIndex(report);
  const map = mapSection(report, state, edges, jump);
  function jump(spot: Spot): void {
    state.change({ spot, why: false });
    map.show(spot);
    bringIntoView(map.element);
  }
  const inspector = new Inspector(report, state, { edges, jump });
  map.element.querySelector('.beside')!.append(inspector.element);
  return { parts: [map.element, ...sectionsOf(report, state, jump)], jump };
}

/** Unless all of it is seen, its beginning comes to the top. */
function bringIntoView(element: HTMLElement): void {
  const { top, bottom } = element.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) element.scrollIntoView({ block: 'start' });
}

function header(report: Report, state: State, jump: (spot: Spot) => void): HTMLElement {
  const { named } = report;
  const { state: legal, proof, headlines, binding } = verdictOf(report);
  return el(
    'header',
    { 'data-view': 'verdict' },
    el('div', { class: 'spread' }, el('h1', {}, `${named.network} on ${named.hardware}`), themeButton(state)),
    el('p', {}, el('span', { class: 'legal' }, legal), `: ${proof}.`),
    el('div', { class: 'verdict' }, ...headlines.map((headline) => card(headline, jump))),
    binding.length === 0 ? null : el('p', {}, `What binds. ${binding.join(' ')}`),
    contents(),
  );
}

/** One number, which leads to its section or its place. */
function card({ label, value, note, leadsTo }: Headline, jump: (spot: Spot) => void): HTMLElement {
  const section = typeof leadsTo === 'string' ? leadsTo : 'chip';
  const go = (event: Event): void => {
    if (typeof leadsTo === 'string') return;
    event.preventDefault();
    jump(leadsTo);
  };
  return el(
    'a',
    { class: 'card', href: `#${section}`, click: go },
    el('div', { class: 'label' }, label),
    el('div', { class: 'value' }, value),
    el('div', { class: 'note' }, note),
  );
}

export function themeButton(state: State): HTMLElement {
  return button('light / dark', () => state.change({ dark: !state.choice.dark }), { class: 'small' });
}

function contents(): HTMLElement {
  const link = (id: string, text: string): HTMLElement => el('a', { href: `#${id}` }, text);
  return el(
    'nav',
    { 'aria-label': 'contents' },
    link('chip', 'chip'),
    link('top', 'top ten'),
    link('matrix', 'populations on cores'),
    link('limits', 'limits'),
    link('energy', 'energy'),
    link('time', 'time'),
    link('passes', 'passes'),
    link('numbers', 'every number'),
  );
}
