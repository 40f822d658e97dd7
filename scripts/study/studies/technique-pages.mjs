import { markdownTable } from '../../bench/lib/table.mjs';
import { linePlot } from '../lib/plot.mjs';
import { PLAN } from '../plans/techniques.mjs';

/** @param {readonly object[]} rows @returns {Promise<Record<string, string>>} */
export async function techniquePages(rows) {
  if (rows.length === 0) return {};
  const plots = Object.fromEntries(
    PLAN.chips
      .map((chip) => [`techniques-${chip}.svg`, plotOf(rows, chip)])
      .filter(([, svg]) => svg !== null),
  );
  return { 'techniques.md': page(rows, Object.keys(plots)), ...plots };
}

function page(rows, plots) {
  const { tolerance, seed, sparse, chips } = PLAN;
  const versions = new Map(rows.map(({ set, version }) => [set, version]));
  return [
    '# Study: what each technique of deployment gives',
    'Written by `npm run study -- techniques`; the plan is `scripts/study/plans/techniques.mjs`. All energies and times are',
    `estimates of models of the chips (${chips.join(', ')}), nothing was measured on a chip.`,
    '',
    `- The search of \`nmap deploy\`, tolerance ${tolerance} point, seed ${seed}. Every rung keeps the techniques above it, has the fewest steps that`,
    '  suffice on the images of the search, is placed with the preset `fast`, verified, and replayed neuron by neuron.',
    `- \`sparse\`: fine-tuned for ${sparse.epochs} epochs with activations of ${sparse.levels} levels and \`${sparse.regulariser}\` first. Its ladder starts from the naive`,
    '  conversion of that network.',
    ...[...versions].map(([set, version]) => `- ${set}: ${version}.`),
    '- `accuracy`: of images that no choice was made on. Energies are of one image. `with static`: static power over the simulated',
    '  time; a chip whose static power is not known has the dynamic energy there, and `partial` says so.',
    '',
    markdownTable(summary(rows)),
    '',
    ...plots.flatMap((plot) => [`![Energy and time along the ladder](${plot})`, '']),
    ...rows.flatMap((row) => [markdownTable(ladderTable(row)), '']),
  ].join('\n');
}

const percent = (share) => `${(100 * share).toFixed(1)} %`;
function nameOf({ set, net, training }) {
  const { halves = false } = PLAN.sets[set].nets[net];
  return `${net}${training === 'plain' ? '' : `, ${training}`}, ${set}${halves ? ' of half the side' : ''}`;
}

function summary(rows) {
  return {
    id: 'techniques',
    title: 'From the naive conversion to the chosen point',
    columns: [
      'network',
      'chip',
      'trained',
      'naive',
      'chosen',
      'energy',
      'latency',
      'steps',
      'cores',
      'chosen point',
    ],
    rows: rows.map((row) => {
      const [first] = row.rungs;
      const last = row.rungs.at(-1);
      if (last === undefined)
        return [
          nameOf(row),
          row.chip,
          percent(row.dnn.held.share),
          null,
          null,
          null,
          null,
          null,
          null,
          'none',
        ];
      const times = (from, to) => (from === null || to === null ? '-' : `1/${(from / to).toFixed(1)}`);
      return [
        nameOf(row),
        row.chip,
        percent(row.dnn.held.share),
        percent(first.held.share),
        percent(last.held.share),
        times(first.totalPj, last.totalPj),
        times(first.latencyNs, last.latencyNs),
        `${first.steps} to ${(last.meanSteps ?? last.steps).toFixed(1)}`,
        `${first.cores} to ${last.cores}`,
        row.chosen,
      ];
    }),
    notes: [
      '`energy`: with static power at the simulated time. `naive` and `chosen`: accuracy on held images.',
    ],
  };
}

function ladderTable({ rungs, missing, chip, images, dnn, denseMacs, ...row }) {
  const micro = (pj) => (pj === null ? null : pj / 1e6);
  return {
    id: 'ladder',
    title: `${nameOf(row)}, on ${chip}`,
    columns: [
      'technique',
      'steps',
      'accuracy',
      '95 %',
      'p',
      'cores',
      'SOP / MAC',
      'dynamic uJ',
      'with static uJ',
      'latency us',
    ],
    rows: rungs.map(({ technique, steps, meanSteps, held, p, ...measure }) => [
      technique,
      meanSteps === null ? String(steps) : `${meanSteps.toFixed(1)} of ${steps}`,
      percent(held.share),
      `${(100 * held.low).toFixed(1)} to ${(100 * held.high).toFixed(1)}`,
      p === null ? '-' : p.toFixed(3),
      measure.cores,
      measure.synapticEvents / denseMacs,
      micro(measure.dynamicPj),
      measure.partial ? `${micro(measure.totalPj).toFixed(1)} (partial)` : micro(measure.totalPj).toFixed(1),
      measure.latencyNs === null ? null : measure.latencyNs / 1000,
    ]),
    notes: [
      `Trained network: ${percent(dnn.held.share)} of ${images.held} held images; choices on ${images.search} others; ${images.replayed} replayed. \`p\`: McNemar against the rung above.`,
      ...missing.map(
        ({ technique, bestAccuracy }) =>
          `Not reached with any number of steps: ${technique} (${percent(bestAccuracy)} at best).`,
      ),
    ],
  };
}

function plotOf(rows, chip) {
  const shown = rows.filter(
    (row) => row.chip === chip && row.rungs.every(({ latencyNs }) => latencyNs !== null),
  );
  if (shown.length === 0) return null;
  return linePlot({
    title: `From the naive conversion (right) to the chosen point, ${chip}`,
    x: { name: 'latency of an image, us', log: true },
    y: { name: 'energy of an image, uJ', log: true },
    series: shown.map((row) => ({
      name: nameOf(row),
      points: row.rungs.map(({ latencyNs, totalPj }) => [latencyNs / 1000, totalPj / 1e6]),
    })),
  });
}
