import { LIGHT } from '../model/colors.ts';
import type { Report } from '../model/report.ts';
import type { Spot } from '../model/table.ts';
import {
  energyDrawing,
  limitDrawing,
  matrixDrawing,
  passDrawing,
  populationDrawing,
  stepDrawing,
} from '../views/charts.ts';
import { populationColor } from '../views/paint-map.ts';
import {
  energyTable,
  flowTable,
  limitTable,
  matrixTable,
  noteLines,
  passTable,
  populationTable,
  stepTable,
} from '../views/tables.ts';
import { topLists } from '../views/top-lists.ts';
import { countTable, metricTable } from '../views/verdict.ts';
import { el } from './dom.ts';
import { figureView } from './figure-view.ts';
import type { State } from './state.ts';
import { tableView } from './table-view.ts';

/** The views below the chip, in order. */
export function sectionsOf(report: Report, state: State, jump: (spot: Spot) => void): HTMLElement[] {
  const section = (id: string, title: string, ...views: readonly (HTMLElement | null)[]): HTMLElement =>
    el('section', { id }, el('h2', {}, title), ...views.filter((view) => view !== null));
  const pair = (...views: readonly (HTMLElement | null)[]): HTMLElement =>
    el('div', { class: 'two' }, ...views.filter((view) => view !== null));
  const { named } = report;
  const step = stepTable(report);
  const parts: HTMLElement[] = [
    section(
      'top',
      'Top ten',
      el('div', { class: 'lists' }, ...topLists(report).map((table) => tableView(table, jump))),
    ),
    section(
      'matrix',
      'Populations on cores',
      named.ofClusters
        ? el('p', {}, 'Clusters were given: each core holds one of them.')
        : figureView(state, {
            name: 'matrix',
            drawingIn: (theme) =>
              matrixDrawing(report, theme, (population) => populationColor(report, population)),
            table: () => matrixTable(report),
          }),
    ),
    section(
      'limits',
      'Limits',
      pair(
        figureView(state, { name: 'limits-figure', drawingIn: (theme) => limitDrawing(report, theme) }),
        tableView(limitTable(report), jump),
      ),
    ),
  ];
  if (!named.ofClusters)
    parts.push(
      section(
        'energy',
        'Energy',
        pair(
          figureView(state, { name: 'energy-figure', drawingIn: (theme) => energyDrawing(report, theme) }),
          tableView(energyTable(report), jump),
        ),
        pair(
          figureView(state, {
            name: 'populations-figure',
            drawingIn: (theme) => populationDrawing(report, theme),
          }),
          tableView(populationTable(report), jump),
        ),
        tableView(flowTable(report), jump),
      ),
      section(
        'time',
        'Time',
        pair(
          step === null || stepDrawing(report, LIGHT) === null
            ? null
            : figureView(state, { name: 'step-figure', drawingIn: (theme) => stepDrawing(report, theme)! }),
          step === null ? null : tableView(step, jump),
        ),
      ),
    );
  const curve = passDrawing(report, LIGHT);
  parts.push(
    section(
      'passes',
      'Passes',
      curve === null
        ? null
        : figureView(state, { name: 'passes-figure', drawingIn: (theme) => passDrawing(report, theme)! }),
      tableView(passTable(report), jump),
    ),
    section(
      'numbers',
      'Every number',
      pair(tableView(countTable(report), jump), tableView(metricTable(report), jump)),
    ),
    el('footer', {}, ...noteLines(report).map((line) => el('div', {}, line))),
  );
  return parts;
}
