import { NO_WAY, type Report } from '../model/report.ts';
import type { Cell, Spot, Table } from '../model/table.ts';
import { coreAndHolder, holderWord } from '../model/words.ts';

/** Less of a link's load than this is what sums of fractions leave. */
const NOTHING = 1e-9;

/** Whose packets cross a link: the heaviest, then all others in one row, so that the rows sum to the link; null where none is told. */
export function crosserTable(report: Report, link: number): Table | null {
  const { crossers, load } = report.links;
  const from = crossers.start[link];
  const to = crossers.start[link + 1];
  if (from === to) return null;
  const entries = Array.from({ length: to - from }, (_, k) => from + k);
  const rest = load[link] - entries.reduce((sum, k) => sum + crossers.weight[k], 0);
  const rows = entries.map((k): Cell[] => [
    coreAndHolder(report, crossers.source[k]),
    crossers.target[k] === NO_WAY ? 'several' : coreAndHolder(report, crossers.target[k]),
    crossers.weight[k],
    crossers.weight[k] / load[link],
  ]);
  const spots = entries.map((k): Spot | null => ({ kind: 'core', index: crossers.source[k] }));
  if (rest > NOTHING * load[link]) {
    rows.push(['others', '', rest, rest / load[link]]);
    spots.push(null);
  }
  return {
    name: 'crossers',
    title: 'Whose packets cross it',
    says: '',
    columns: [
      { name: `from (${holderWord(report)})`, unit: '' },
      { name: `to (${holderWord(report)})`, unit: '' },
      { name: report.named.ofClusters ? 'weight' : 'packets', unit: '' },
      { name: 'share', unit: '%' },
    ],
    rows,
    spots,
  };
}
