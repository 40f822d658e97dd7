/**
 * Each view of small placements as SVG, compared with `packages/report/golden` to the last byte: whoever changes how a view
 * looks sees it in review. NMAP_UPDATE_GOLDEN=1 writes them anew.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { changeByCore } from '../ab/comparison-tables.ts';
import { DARK, LIGHT } from '../model/colors.ts';
import { viewReports } from '../testing/view-reports.ts';
import {
  energyDrawing,
  limitDrawing,
  matrixDrawing,
  passDrawing,
  populationDrawing,
  stepDrawing,
} from './charts.ts';
import { changeFilling, moveFilling, populationFilling, quantityFilling } from './filling.ts';
import { mapDrawing } from './map-drawing.ts';
import { populationColor } from './paint-map.ts';
import type { Drawing } from './painter.ts';
import { svgOf } from './svg.ts';

const folder = new URL('../../golden/', import.meta.url).pathname;
const { mesh, moved, torus, hex, tree, names } = viewReports();
const { report } = mesh;
const theme = LIGHT;
const told = {
  ...report,
  passes: [
    {
      pass: 'partition/x',
      options: '',
      truncated: false,
      timeMs: 20,
      costBefore: null,
      costAfter: 900,
      costName: 'connectivity',
    },
    {
      pass: 'refine/y',
      options: '',
      truncated: false,
      timeMs: 30,
      costBefore: 500,
      costAfter: 400,
      costName: 'energy',
    },
  ],
  trace: {
    elapsedMs: Float64Array.of(5, 10, 20, 30, 50),
    cost: Float64Array.of(1200, 950, 900, 500, 400),
    pass: Uint32Array.of(0, 0, 0, 1, 1),
  },
};

const GOLDEN: Readonly<Record<string, () => Drawing>> = {
  'mesh-populations': () => mapDrawing(report, { theme, filling: populationFilling(report), links: 'mean' }),
  'mesh-input-axons': () =>
    mapDrawing(report, { theme, filling: quantityFilling(report, 'input-axons'), links: null }),
  'mesh-dark': () =>
    mapDrawing(report, { theme: DARK, filling: quantityFilling(report, 'energy'), links: 'mean' }),
  'mesh-why-here': () => mapDrawing(report, { theme, filling: moveFilling(report, theme, 1)!, links: null }),
  'mesh-difference': () => {
    const deltaOf = changeByCore(report, moved.report, 'neurons')!;
    return mapDrawing(report, {
      theme,
      filling: changeFilling(report, theme, { title: 'B − A: neurons', unit: '', deltaOf }),
      links: null,
    });
  },
  'torus-populations': () =>
    mapDrawing(torus.report, { theme, filling: populationFilling(torus.report), links: 'mean' }),
  'hex-energy': () =>
    mapDrawing(hex.report, { theme, filling: quantityFilling(hex.report, 'energy'), links: 'mean' }),
  'tree-populations': () =>
    mapDrawing(tree.report, { theme, filling: populationFilling(tree.report), links: 'mean' }),
  'names-populations': () =>
    mapDrawing(names.report, { theme, filling: populationFilling(names.report), links: null }),
  matrix: () => matrixDrawing(report, theme, (population) => populationColor(report, population)),
  limits: () => limitDrawing(report, theme),
  energy: () => energyDrawing(report, theme),
  'energy-by-population': () => populationDrawing(report, theme),
  step: () => stepDrawing(report, theme)!,
  'passes-over-time': () => passDrawing(told, theme)!,
  'passes-by-cost': () => passDrawing({ ...told, trace: null }, theme)!,
};

describe('the views of small placements', () => {
  it.each(Object.keys(GOLDEN))('are drawn as they were: %s', (name) => {
    const drawing = GOLDEN[name]();
    const svg = svgOf(drawing, (name === 'mesh-dark' ? DARK : LIGHT).background);
    const file = join(folder, `${name}.svg`);
    if (process.env['NMAP_UPDATE_GOLDEN'] === '1') {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, svg);
    }
    expect(
      existsSync(file) ? readFileSync(file, 'utf8') : 'no such file: NMAP_UPDATE_GOLDEN=1 writes it',
    ).toBe(svg);
    expect(svg).not.toContain('<img');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('are all that the folder holds', () => {
    expect(readdirSync(folder).sort()).toEqual(
      Object.keys(GOLDEN)
        .map((name) => `${name}.svg`)
        .sort(),
    );
  });
});
