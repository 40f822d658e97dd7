import type { Report } from '../model/report.ts';
import type { Spot } from '../model/table.ts';
import { flowName } from '../model/words.ts';
import { el } from './dom.ts';

interface Hit {
  readonly text: string;
  readonly spot: Spot;
}

const SHOWN = 12;

/** Finds cores by number, tiles by place, populations and projections by name. */
export function searchBox(
  report: Report,
  jump: (spot: Spot) => void,
): { readonly element: HTMLElement; focus(): void } {
  const list = el('ul', { hidden: true, role: 'listbox' });
  const input = el('input', {
    type: 'search',
    placeholder: 'core 12, (3, 1), a population …  /',
    'aria-label': 'search',
  });
  let hits: Hit[] = [];
  let chosen = 0;
  const show = (): void => {
    list.hidden = hits.length === 0;
    list.replaceChildren(
      ...hits.map(({ text, spot }, at) =>
        el(
          'li',
          { role: 'option', 'aria-selected': String(at === chosen), mousedown: () => take(spot) },
          text,
        ),
      ),
    );
  };
  const take = (spot: Spot): void => {
    hits = [];
    show();
    jump(spot);
  };
  input.addEventListener('input', () => {
    hits = find(report, input.value);
    chosen = 0;
    show();
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      chosen = (chosen + (event.key === 'ArrowDown' ? 1 : hits.length - 1)) % Math.max(1, hits.length);
      event.preventDefault();
      show();
    } else if (event.key === 'Enter' && hits.length > 0) take(hits[chosen].spot);
    else if (event.key === 'Escape') {
      hits = [];
      show();
      input.blur();
    }
  });
  input.addEventListener('blur', () => {
    list.hidden = true;
  });
  return { element: el('div', { class: 'search' }, input, list), focus: () => input.focus() };
}

function find(report: Report, text: string): Hit[] {
  const word = text.trim().toLowerCase();
  if (word === '') return [];
  const { chip, cores, populations, flows } = report;
  const hits: Hit[] = [];
  const usedIndexOf = (core: number): number => cores.core.indexOf(core);
  const core = /^(?:core\s*)?(\d+)$/.exec(word);
  if (core !== null && Number(core[1]) < chip.tileOf.length) {
    const number = Number(core[1]);
    const index = usedIndexOf(number);
    hits.push({
      text: `core ${number}`,
      spot: index >= 0 ? { kind: 'core', index } : { kind: 'tile', core: number },
    });
  }
  const place = /^\(?\s*(\d+)\s*,\s*(\d+)\s*\)?$/.exec(word);
  if (place !== null && Number(place[1]) < chip.columns && Number(place[2]) < chip.rows) {
    const tile = Number(place[2]) * chip.columns + Number(place[1]);
    const first = chip.tileOf.indexOf(tile);
    if (first >= 0) {
      const index = usedIndexOf(first);
      hits.push({
        text: `tile (${place[1]}, ${place[2]})`,
        spot: index >= 0 ? { kind: 'core', index } : { kind: 'tile', core: first },
      });
    }
  }
  for (const [population, { id }] of populations.entries())
    if (id.toLowerCase().includes(word)) hits.push({ text: id, spot: { kind: 'population', population } });
  for (const flow of flows.keys()) {
    const name = flowName(report, flow);
    if (name.toLowerCase().includes(word)) hits.push({ text: name, spot: { kind: 'flow', flow } });
  }
  return hits.slice(0, SHOWN);
}
