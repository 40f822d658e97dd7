/** What a report says in sentences: of what binds, of static power, of a core's place and of a link, with the manifest's numbers. */
import { describe, expect, it } from '@jest/globals';
import { formatPercent, formatSmallShare } from '../model/format.ts';
import { limitColumn } from '../model/limit-column.ts';
import type { Report } from '../model/report.ts';
import { holderName, mainPopulation } from '../model/words.ts';
import { viewReports } from '../testing/view-reports.ts';
import { bindingSentences } from './binding.ts';
import { crosserTable } from './crosser-table.ts';
import { moveAnswer } from './move-answer.ts';
import { topLists } from './top-lists.ts';
import { verdictOf } from './verdict.ts';

const { mesh } = viewReports();
const { report } = mesh;
const withMetrics = (metrics: Report['metrics']): Report => ({
  ...report,
  metrics: { ...report.metrics, ...metrics },
});

describe('a small share', () => {
  it.each([
    [0, '0 %'],
    [2.6e-7, '0.000026 %'],
    [3e-7, '0.00003 %'],
    [0.0594, '5.9 %'],
    [0.02, '2 %'],
    [0.1, '10 %'],
    [0.996, '100 %'],
    [12.5, '1,250 %'],
    [1e-14, 'less than 0.000000001 %'],
  ])('%d is %s', (share, text) => expect(formatSmallShare(share)).toBe(text));
});

describe('what binds', () => {
  const neurons = limitColumn(report.cores, 'neurons')!;
  const most = Math.max(...neurons);
  const atMost = neurons.filter((count) => count === most).length;
  const limited = (limit: number): Report => ({
    ...report,
    limits: report.limits.filter(({ name }) => name === 'neurons').map((row) => ({ ...row, limit })),
  });

  it('is how many cores are full, and the mean of all', () => {
    const [row] = limited(most).limits;
    const [said] = bindingSentences(limited(most));
    expect(said).toContain(`Capacity: ${atMost} of ${report.cores.count} cores `);
    expect(said).toContain(`(neurons: ${atMost} at ${most}, mean ${formatPercent(row.mean / most)})`);
  });

  it('is the fullest core where none is full', () => {
    const [said] = bindingSentences(limited(2 * most));
    expect(said).toContain(`none of ${report.cores.count} cores is full`);
    expect(said).toContain(`neurons: ${most} of ${2 * most}, 50.0 %`);
  });

  it('is said of capacity and of time, one sentence each', () => {
    const step = {
      stepNs: 100,
      missing: [],
      coreNs: 60,
      linkNs: 20,
      packetNs: 30,
      barrierNs: 10,
    };
    const said = bindingSentences({ ...report, step });
    expect(said.map((sentence) => sentence.split(':')[0])).toEqual(['Capacity', 'Time']);
    expect(said[1]).toContain('waits 60 ns of its 100 ns for the slowest core');
    const unknown = { ...step, stepNs: null, missing: ['barrierNs'] };
    expect(bindingSentences({ ...report, step: unknown })[1]).toBe('Time: unknown, for lack of a constant.');
  });
});

describe('static power', () => {
  const costly = ['top-energy', 'top-populations', 'top-projections'];
  it.each([
    [99.4, '99.4 % static'],
    [50.1, '50.1 % static'],
    [50, null],
    [0, null],
  ])('of %d %% of the energy is said where it is most of it', (percent, words) => {
    const shown = withMetrics({ 'energyPj.total': 1000, 'energyPj.static': 10 * percent });
    const { note } = verdictOf(shown).headlines.find(({ label }) => label === 'energy')!;
    const lists = topLists(shown).filter(({ name }) => costly.includes(name));
    expect(lists.map(({ name }) => name)).toEqual(costly);
    for (const text of [note, ...lists.map(({ says }) => says)])
      if (words === null) expect(text).not.toMatch(/\d % static|\d % is static|Static power, /);
      else expect(text).toContain(words.replace(' static', ''));
  });
});

describe('the busiest link', () => {
  it('is named beside its packets, and leads to its place', () => {
    const headline = verdictOf(report).headlines.find(({ label }) => label === 'busiest link')!;
    const list = topLists(report).find(({ name }) => name === 'top-links')!;
    expect(headline.note.startsWith(String(list.rows[0][0]))).toBe(true);
    expect(headline.leadsTo).toEqual(list.spots![0]);
    expect(list.rows[0][1]).toBe(report.metrics['maxLinkLoad']);
  });
});

describe('whose packets cross a link', () => {
  it.each(['mesh', 'torus', 'hex', 'tree', 'large'])('sums to the link, others included: %s', (name) => {
    const shown = viewReports()[name].report;
    let others = 0;
    for (let link = 0; link < shown.links.count; link++) {
      const table = crosserTable(shown, link);
      if (table === null) continue;
      const sum = table.rows.reduce((all, row) => all + Number(row[2]), 0);
      expect(sum).toBeCloseTo(shown.links.load[link], 9);
      if (table.rows.at(-1)![0] === 'others') others++;
      expect(table.rows[0][0]).toMatch(/^core \d+ \(.+\)$|^i\/o port$/);
    }
    if (name === 'mesh') expect(others).toBeGreaterThan(0);
  });
});

describe('why a core is where it is', () => {
  const rows = (delta: number): (readonly (string | number)[])[] => [
    ['core 7', 'nothing', delta, 1],
    ['core 8', 'layer 1', delta + 10, 2],
  ];
  const priced = { ...report, moves: { ...report.moves!, objective: 'energy', unit: 'pJ', all: true } };
  const energies = { ...report.metrics, 'energyPj.interconnect': 2000, 'energyPj.total': 4e6 };
  const judged =
    'single moves and exchanges, everything else staying where it is, under the objective “energy”';

  it.each([
    [
      120,
      'Best where it is: the cheapest of 2 other places, moving it to core 7, costs 120 pJ more, 6 % of the interconnect energy and 0.003 % of the total.',
    ],
    [0, 'As good as anywhere: of 2 other places none is cheaper; moving it to core 7 costs the same.'],
    [
      -120,
      'Not the cheapest place: of 2 other places, moving it to core 7 would save 120 pJ, 6 % of the interconnect energy and 0.003 % of the total; no pass found it.',
    ],
  ])('a change of %d pJ', (delta, sentence) => {
    const text = moveAnswer({ ...priced, metrics: energies }, rows(delta), 0);
    expect(text).toContain(sentence);
    expect(text).toContain(judged);
  });

  it('names the unit of an objective that is no energy, and no share of one', () => {
    const moves = { ...priced.moves, objective: 'hops', unit: 'hops' };
    const text = moveAnswer({ ...priced, moves, metrics: energies }, rows(12), 1);
    expect(text).toContain('(one core of its own tile would do as well)');
    expect(text).toContain('costs 12 hops more. ');
    expect(text).toContain('“hops”');
  });
});

describe('what lives on a core', () => {
  const cores = report.cores.count;
  it.each([
    [
      'the population that most of it belongs to',
      null,
      report.populations[mainPopulation(report.cores, 2)].id,
    ],
    ['the label of a cluster that was given', Array.from({ length: cores }, (_, k) => `node ${k}`), 'node 2'],
    ['the number of a cluster without a label', Uint32Array.from({ length: cores }, (_, k) => 7 * k), '14'],
  ])('is %s', (_what, nodes, name) => expect(holderName({ ...report, nodes }, 2)).toBe(name));
});
