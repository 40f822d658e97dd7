/** What each technique of deployment gives, network by network and chip by chip. */
import { loadHardware, presetPipeline } from '@nmap/compiler';
import { deploy, variantText } from '@nmap/deployment';
import {
  builtInNetwork,
  countMacs,
  parseRegularisers,
  quantiseActivations,
  sliceOfData,
  train,
} from '@nmap/dnn';
import { studyData } from '../lib/data-sets.mjs';
import { halvedStudyData } from '../lib/halved.mjs';
import { PLAN } from '../plans/techniques.mjs';

export { techniquePages as pages } from './technique-pages.mjs';

const SEARCH_PIPELINE = 'partition/sequential; place/hilbert';
const FINAL_PRESET = 'fast';

export function cells() {
  return Object.entries(PLAN.sets).flatMap(([set, { nets }]) =>
    Object.entries(nets).flatMap(([net, { trainings }]) =>
      trainings.flatMap((training) => PLAN.chips.map((chip) => ({ set, net, training, chip }))),
    ),
  );
}

export const keyOf = ({ set, net, training, chip }) => [set, net, training, chip].join(' ');

/** The network of the last cell: the next chip takes the same. */
const kept = { key: null, data: null, dnn: null };

/** @returns {Promise<object | null>} null where the data are not there */
export async function run(cell, { folder }) {
  const { set, net, training, chip } = cell;
  const { counts, nets } = PLAN.sets[set];
  const { epochs, search, held, replayed, halves = false } = nets[net];
  const key = [set, net, training].join(' ');
  if (kept.key !== key) {
    const whole = await studyData(set, counts, folder);
    if (whole === null) return null;
    const data = halves ? halvedStudyData(whole) : whole;
    Object.assign(kept, { key, data, dnn: trained(net, training, epochs, data) });
  }
  const { data, dnn } = kept;
  const deployment = await deploy(
    {
      dnn,
      replacesMaxPool: false,
      calibration: data.calibration,
      search: sliceOfData(data.test, 0, search),
      held: sliceOfData(data.test, search, held),
      hardware: await loadHardware(chip),
      pipeline: SEARCH_PIPELINE,
      finalPipeline: presetPipeline(FINAL_PRESET),
      replayed,
      seed: PLAN.seed,
      threads: 1,
      tolerance: PLAN.tolerance / 100,
    },
    (what) => process.stderr.write(`  ${what}\n`),
  );
  const { dnnSearch, dnnHeld, chosen, points, failed, ladder } = deployment;
  return {
    ...cell,
    version: data.version,
    images: { search, held, replayed },
    denseMacs: countMacs(dnn).reduce((sum, { dense }) => sum + dense, 0),
    dnn: { search: dnnSearch, held: dnnHeld },
    chosen: chosen === null ? null : variantText(chosen.variant),
    tried: points.length,
    failed: failed.map(({ variant, bestAccuracy }) => ({ variant: variantText(variant), bestAccuracy })),
    rungs: (ladder?.rungs ?? []).map(rungRow),
    missing: (ladder?.missing ?? []).map(({ technique, bestAccuracy }) => ({ technique, bestAccuracy })),
  };
}

function trained(net, training, epochs, data) {
  const { seed, sparse } = PLAN;
  const { mirror } = data;
  const made = builtInNetwork(net).build({ inputShape: data.test.shape, classes: 10, seed });
  const { spec } = train(made, data.train, { epochs, mirror, seed });
  if (training === 'plain') return spec;
  const { levels, percentile, regulariser } = sparse;
  return train(quantiseActivations(spec, data.calibration, { levels, percentile }), data.train, {
    epochs: sparse.epochs,
    mirror,
    seed: seed + 100,
    regularisers: parseRegularisers(regulariser),
  }).spec;
}

const rungRow = ({ technique, steps, meanSteps, held, againstBelow, placed: { measure } }) => ({
  technique,
  steps,
  meanSteps,
  held,
  p: againstBelow?.pValue ?? null,
  ...measure,
});
