import { markdownTable } from '../../bench/lib/table.mjs';
import { intervalText, meanInterval } from '../lib/mean-interval.mjs';
import { linePlot } from '../lib/plot.mjs';
import { fewestSteps } from '../lib/spiking-run.mjs';
import { PLAN } from '../plans/regularisers.mjs';

/** @param {readonly object[]} rows @returns {Promise<Record<string, string>>} */
export async function regulariserPages(rows) {
  if (rows.length === 0) return {};
  const sets = [...new Set(rows.map(({ set }) => set))];
  const plots = {};
  for (const set of sets) {
    const groups = groupsOf(rows.filter((row) => row.set === set));
    if (groups.length < 5) continue;
    plots[`regularisers-${set}-operations.svg`] = plotOf(set, groups, {
      name: `thousands of synaptic operations an image, ${PLAN.pricedSteps} steps`,
      of: ({ operations }) => operations[PLAN.pricedSteps - 1] / 1000,
    });
    for (const chip of PLAN.chips)
      plots[`regularisers-${set}-${chip}.svg`] = plotOf(set, groups, {
        name: `dynamic energy of an image on ${chip}, uJ, ${PLAN.pricedSteps} steps`,
        of: ({ energy }) => energy[chip].dynamicPj / 1e6,
      });
  }
  return { 'regularisers.md': page(rows, sets, Object.keys(plots)), ...plots };
}

/** Rows of one regulariser and weight, all seeds, each with the control of its seed; the control first. */
function groupsOf(rows) {
  const names = [...new Set(rows.map(({ text }) => text))];
  return names.map((text) => {
    const runs = rows.filter((row) => row.text === text);
    const controls = runs.map(({ seed }) => rows.find((row) => row.text === '' && row.seed === seed));
    return { text, regulariser: runs[0].regulariser, runs, controls };
  });
}

function page(rows, sets, plots) {
  const { net, passes, pricedSteps, pricedImages, tolerance, chips } = PLAN;
  return [
    '# Study: regularisers of activity',
    'Written by `npm run study -- regularisers`; the plan is `scripts/study/plans/regularisers.mjs`. Energies are estimates of models of',
    'the chips, nothing was measured on a chip.',
    '',
    `- ${net}. Every network starts from the trained one of its seed and is fine-tuned in the same way; \`control\` without a regulariser.`,
    `- Conversion: \`${passes}\`, unless said otherwise.`,
    '- Mean and 95 % interval over the seeds (Student). Changes are against the control of the same seed. `SOP`: synaptic operations, as',
    '  spikes times fan-out; those of the input layer cannot be regularised away, so both sums are given.',
    `- Fewest steps: from which on the spiking network stays within ${tolerance} point of the control's trained network (at most ${PLAN.steps}).`,
    `- Energy: placed, ${pricedSteps} steps, ${pricedImages} images, dynamic; with static power where the chip's is known (${chips.join(', ')}).`,
    '- Weights of a set are compared on the images that the set names. Where those are test images, the best of several rows near each',
    '  other is flattered. Sets whose name ends in `choice` are judged on validation images, held out of the training images, with a seed',
    '  of their own: the weight of the set that ends in `long` was chosen there, as the geometric middle of those that saved enough and',
    '  lost at most a point. On the test images of `long` no weight was chosen.',
    '- What `long` changes against the first set: more images and more than twice as many epochs of fine-tuning, and one',
    '  percentile, 99, for the penalty and for the conversion, so that the penalty is of the rates that the spiking network will have.',
    '',
    ...sets.flatMap((set) => [
      ...setHead(
        set,
        rows.filter((row) => row.set === set),
      ),
      ...plots
        .filter(
          (plot) =>
            plot.startsWith(`regularisers-${set}-`) &&
            Object.keys(PLAN.sets).every(
              (other) =>
                other === set || other.length < set.length || !plot.startsWith(`regularisers-${other}`),
            ),
        )
        .flatMap((plot) => [`![Accuracy and cost](${plot})`, '']),
    ]),
  ].join('\n');
}

function setHead(set, rows) {
  const { data, counts, fineTuning = PLAN.fineTuning, passes, judged = 'test', asked } = PLAN.sets[set];
  const groups = groupsOf(rows);
  const images = `${counts.test} ${judged} images${counts.skipped && judged === 'test' ? ` (from number ${counts.skipped} on)` : ''}`;
  return [
    `## ${set}`,
    '',
    `${data}: ${counts.train} training images, ${images}; ${rows[0].version}. ${PLAN.epochs} epochs, then ${fineTuning.epochs} of fine-tuning.` +
      (passes === undefined ? '' : ` Conversion: \`${passes}\`.`),
    '',
    ...(asked === undefined ? [] : [...groups.slice(1).map((group) => verdict(group, asked)), '']),
    markdownTable(accuracyTable(groups, PLAN.sets[set].steps ?? PLAN.steps)),
    '',
    markdownTable(costTable(groups)),
    '',
    markdownTable(activityTable(groups)),
    '',
  ];
}

const percent = (values, digits = 1) => intervalText(values, { scale: 100, digits });
const nameOf = ({ text }) => (text === '' ? 'control' : `\`${text}\``);

/** Points lost and share of operations saved, seed by seed against the control. */
const lostOf = ({ runs, controls }) =>
  runs.map(({ accuracy }, k) => controls[k].accuracy[PLAN.pricedSteps - 1] - accuracy[PLAN.pricedSteps - 1]);
const savedOf = ({ runs, controls }) =>
  runs.map(
    ({ operations }, k) =>
      1 - operations[PLAN.pricedSteps - 1] / controls[k].operations[PLAN.pricedSteps - 1],
  );

/** What was asked for beside what was reached, of the means. */
function verdict(group, { saved, lost }) {
  const reached = {
    saved: meanInterval(savedOf(group)).mean * 100,
    lost: meanInterval(lostOf(group)).mean * 100,
  };
  const missed = [
    ...(reached.saved < saved ? [`${(saved - reached.saved).toFixed(1)} % too few saved`] : []),
    ...(reached.lost > lost ? [`${(reached.lost - lost).toFixed(1)} points too many lost`] : []),
  ];
  const result = missed.length === 0 ? 'Reached by the means' : `Missed by the means: ${missed.join(', ')}`;
  return (
    `Asked for: at least ${saved} % fewer operations than the control, at most ${lost} point lost. ${result}: ${nameOf(group)} saves ` +
    `${percent(savedOf(group))} % and loses ${percent(lostOf(group))} points.`
  );
}

function accuracyTable(groups, steps) {
  // Fewest steps are searched among as many as in the other sets, or not at all.
  const searched = steps === PLAN.steps;
  const shown = PLAN.shownSteps.filter((step) => step <= steps);
  return {
    id: 'accuracy',
    title: 'Accuracy in %',
    columns: [
      'regulariser',
      'seeds',
      'DNN',
      ...shown.map((step) => `SNN, ${step} steps`),
      'points lost',
      ...(searched ? ['fewest steps'] : []),
    ],
    rows: groups.map((group) => {
      const { runs, controls } = group;
      const spiking = (step) => runs.map(({ accuracy }) => accuracy[step - 1]);
      const fewest = runs.map(({ accuracy }, k) =>
        fewestSteps(accuracy, controls[k].dnn - PLAN.tolerance / 100),
      );
      const reached = fewest.filter((found) => found !== null);
      const fewestText =
        reached.length === runs.length
          ? intervalText(fewest)
          : `not in ${runs.length - reached.length} of ${runs.length}`;
      return [
        nameOf(group),
        runs.length,
        percent(runs.map(({ dnn }) => dnn)),
        ...shown.map((step) => percent(spiking(step))),
        percent(lostOf(group)),
        ...(searched ? [fewestText] : []),
      ];
    }),
    notes: [
      `\`points lost\`: of the spiking network after ${PLAN.pricedSteps} steps, against the control's.`,
    ],
  };
}

function costTable(groups) {
  const at = PLAN.pricedSteps - 1;
  return {
    id: 'cost',
    title: `Cost of an image, ${PLAN.pricedSteps} steps`,
    columns: [
      'regulariser',
      'kSOP',
      'change %',
      'kSOP without input',
      'change %',
      ...PLAN.chips.flatMap((chip) => [`${chip}, dynamic uJ`, 'change %', 'with static uJ']),
    ],
    rows: groups.map((group) => {
      const { runs, controls } = group;
      const all = ({ operations }) => operations[at];
      const hidden = ({ operations, ofInput }) => operations[at] - ofInput[at];
      const change = (of) => percent(runs.map((row, k) => of(row) / of(controls[k]) - 1));
      const kilo = (of) => intervalText(runs.map(of), { scale: 1e-3, digits: 0 });
      return [
        nameOf(group),
        kilo(all),
        change(all),
        kilo(hidden),
        change(hidden),
        ...PLAN.chips.flatMap((chip) => {
          const dynamic = ({ energy }) => energy[chip].dynamicPj;
          return [
            intervalText(runs.map(dynamic), { scale: 1e-6, digits: 2 }),
            change(dynamic),
            intervalText(
              runs.map(({ energy }) => energy[chip].totalPj),
              { scale: 1e-6 },
            ),
          ];
        }),
      ];
    }),
  };
}

function activityTable(groups) {
  const layers = Object.keys(groups[0].runs[0].active);
  return {
    id: 'activity',
    title: 'Share of activations above 0 in %, and multiplications that are left where zeros are skipped',
    columns: ['regulariser', ...layers, 'MAC left %'],
    rows: groups.map((group) => [
      nameOf(group),
      ...layers.map((layer) => percent(group.runs.map(({ active }) => active[layer]))),
      percent(group.runs.map(({ macs }) => macs.withoutZeros / macs.dense)),
    ]),
  };
}

/** One line a regulariser, its weights from the control on. */
function plotOf(set, groups, { name, of }) {
  const point = ({ runs }) => [
    meanInterval(runs.map(of)).mean,
    100 * meanInterval(runs.map(({ accuracy }) => accuracy[PLAN.pricedSteps - 1])).mean,
  ];
  const control = groups.find(({ text }) => text === '');
  const names = [...new Set(groups.map(({ regulariser }) => regulariser))];
  return linePlot({
    title: `${PLAN.net}, ${set}: means over the seeds`,
    x: { name },
    y: { name: `accuracy of the spiking network, %` },
    series: names.map((regulariser) => {
      const own = groups.filter((group) => group.regulariser === regulariser).map(point);
      return {
        name: regulariser === 'none' ? 'control' : regulariser,
        points: regulariser === 'none' ? own : [point(control), ...own],
      };
    }),
  });
}
