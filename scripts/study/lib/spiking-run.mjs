/** Converts a network and shows it test images: accuracy and synaptic operations at every number of steps. */
import { convert, parseConversion } from '@nmap/compiler/conversion';
import { sliceOfData } from '@nmap/dnn';

/**
 * @param {import('@nmap/dnn').DnnSpec} dnn @param {import('./data-sets.mjs').StudyData} data
 * @param {{ readonly passes: string, readonly steps: number, readonly images?: number }} how passes without `exercise`
 */
export function spikingRun(dnn, { calibration, test }, { passes, steps, images = test.count }) {
  const text = `${passes}; exercise(steps=${steps}, images=${images})`;
  const shown = sliceOfData(test, 0, Math.min(images, test.count));
  const options = { data: { calibration, test: shown }, seed: 1, nowMs: () => 0 };
  return convert(dnn, parseConversion(text), options).exercised;
}

/**
 * Entry t is after t + 1 steps; operations are means over the images.
 * @param {import('@nmap/conversion').ImageRun} run
 */
export function curveOf({ images, steps, decisions, labels, synapticEvents, inputEvents }) {
  const right = new Array(steps).fill(0);
  const operations = new Array(steps).fill(0);
  const ofInput = new Array(steps).fill(0);
  for (let image = 0; image < images; image++) {
    for (let t = 0; t < steps; t++) {
      const at = image * steps + t;
      if (decisions[at] === labels[image]) right[t]++;
      operations[t] += synapticEvents[at];
      ofInput[t] += inputEvents[at];
    }
  }
  return {
    accuracy: right.map((count) => count / images),
    operations: operations.map((sum) => Math.round(sum / images)),
    ofInput: ofInput.map((sum) => Math.round(sum / images)),
  };
}

/**
 * Fewest steps from which on the accuracy suffices at every number of steps: a lucky one is none.
 * @param {readonly number[]} accuracy @param {number} needed @returns {number | null}
 */
export function fewestSteps(accuracy, needed) {
  const short = accuracy.findLastIndex((share) => share < needed - 1e-12);
  return short + 1 < accuracy.length ? short + 2 : null;
}
