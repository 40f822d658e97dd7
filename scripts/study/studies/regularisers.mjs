/** Accuracy, synaptic operations and energy of networks that were fine-tuned with regularisers of activity. */
import { chipPrices, trainableForChip } from '@nmap/deployment';
import {
  accuracy,
  builtInNetwork,
  collectStatistics,
  countMacs,
  parseRegularisers,
  sliceOfData,
  train,
} from '@nmap/dnn';
import { loadHardware } from '@nmap/compiler';
import { studyData } from '../lib/data-sets.mjs';
import { placedEnergy } from '../lib/placed-energy.mjs';
import { curveOf, spikingRun } from '../lib/spiking-run.mjs';
import { PLAN, regulariserText } from '../plans/regularisers.mjs';

export { regulariserPages as pages } from './regulariser-pages.mjs';

/** Images that shares of active neurons are taken of. */
const COUNTED = 200;

/** One for each set, seed and regulariser with its weight; the control of a seed comes first. */
export function cells() {
  return Object.entries(PLAN.sets).flatMap(([set, { regularisers, seeds = PLAN.seeds }]) =>
    seeds.flatMap((seed) => [
      { set, seed, regulariser: 'none', weight: '0' },
      ...Object.entries(regularisers).flatMap(([regulariser, { weights }]) =>
        weights.map((weight) => ({ set, seed, regulariser, weight })),
      ),
    ]),
  );
}

export const keyOf = ({ set, seed, regulariser, weight }) => [set, seed, regulariser, weight].join(' ');

/** Data of a set and the trained network of a seed: the last ones are kept, since cells come in their order. */
const kept = { set: null, data: null, seed: null, start: null, prices: null };

/** @returns {Promise<object | null>} null where the data are not there */
export async function run(cell, { folder }) {
  const { fineTuning = PLAN.fineTuning, passes = PLAN.passes, regularisers, ...of } = PLAN.sets[cell.set];
  if (kept.set !== cell.set) {
    const data = await studyData(of.data, of.counts, folder, of.judged);
    Object.assign(kept, { set: cell.set, data, seed: null });
  }
  const { data } = kept;
  if (data === null) return null;
  if (kept.seed !== cell.seed)
    Object.assign(kept, { seed: cell.seed, start: startOf(data, cell.seed), prices: null });
  const text =
    cell.regulariser === 'none'
      ? ''
      : regulariserText(cell.regulariser, cell.weight, regularisers[cell.regulariser].scale);
  if (cell.regulariser === 'chip') kept.prices ??= await pricesOf(kept.start, data);
  const { spec } = train(kept.start, data.train, {
    ...fineTuning,
    mirror: data.mirror,
    seed: 100 + cell.seed,
    regularisers: parseRegularisers(text),
    ...(cell.regulariser === 'chip' ? { chipPrices: kept.prices } : {}),
  });
  const { pricedSteps, pricedImages, chips } = PLAN;
  const { steps = PLAN.steps } = of;
  const priced = spikingRun(spec, data, { passes, steps: pricedSteps, images: pricedImages });
  const energy = {};
  for (const chip of chips) energy[chip] = await placedEnergy(priced, chip);
  return {
    ...cell,
    text,
    version: data.version,
    dnn: accuracy(spec, data.test).share,
    ...sparsity(spec, sliceOfData(data.test, 0, COUNTED)),
    ...curveOf(spikingRun(spec, data, { passes, steps }).run),
    energy,
  };
}

function startOf(data, seed) {
  const net = builtInNetwork(PLAN.net).build({ inputShape: data.test.shape, classes: 10, seed });
  return trainableForChip(train(net, data.train, { epochs: PLAN.epochs, mirror: data.mirror, seed }).spec);
}

async function pricesOf(dnn, { calibration, test }) {
  const { prices } = await chipPrices({
    dnn,
    data: { calibration, test: sliceOfData(calibration, 0, PLAN.pricedImages) },
    hardware: await loadHardware(PLAN.pricedChip),
    passes: PLAN.passes,
    steps: PLAN.pricedSteps,
    images: Math.min(PLAN.pricedImages, test.count),
    preset: 'fast',
    seed: 1,
    threads: 1,
  });
  return prices;
}

/** Shares of activations above 0 by layer, and multiplications that are left where zeros are skipped. */
function sparsity(spec, data) {
  const active = {};
  for (const { layer, all } of collectStatistics(spec, data)) {
    const { name, kind } = spec.layers[layer];
    if (kind === 'activation') active[name] = all.positive / all.count;
  }
  const macs = countMacs(spec, data);
  const sum = (key) => macs.reduce((total, layer) => total + layer[key], 0);
  return { active, macs: { dense: sum('dense'), withoutZeros: Math.round(sum('withoutZeros')) } };
}
