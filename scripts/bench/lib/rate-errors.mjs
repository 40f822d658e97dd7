/** How far the rates of a converted network are from the activations that they stand for. */
import { createForward, readSample, sizeOf, sliceOfData } from '@nmap/dnn';
import { spikingRun } from '../../study/lib/spiking-run.mjs';

/**
 * Largest |rate - activation / scale| of any neuron on any of the first images, each shown alone.
 * @param {import('@nmap/dnn').DnnSpec} dnn @param {import('../../study/lib/data-sets.mjs').StudyData} data
 * @param {{ readonly passes: string, readonly steps: number, readonly images: number }} how
 */
export function largestRateError(dnn, data, { passes, steps, images }) {
  let largest = 0;
  const sample = new Float64Array(sizeOf(data.test.shape));
  for (let image = 0; image < images; image++) {
    const { spiking, run } = spikingRun(
      dnn,
      { ...data, test: sliceOfData(data.test, image, 1) },
      { passes, steps },
    );
    const forward = createForward(spiking.calibrated.folded.dnn);
    readSample(data.test, image, sample);
    forward.run(sample);
    let first = 0;
    for (const { layer, role, shape, scale } of spiking.populations) {
      const size = sizeOf(shape);
      if (role === 'hidden') {
        const values = forward.values(layer);
        for (let i = 0; i < size; i++) {
          const wanted = Math.max(0, values[i]) / scale[Math.floor((i * scale.length) / size)];
          largest = Math.max(largest, Math.abs(run.spikesOf[first + i] / steps - wanted));
        }
      }
      first += size;
    }
  }
  return largest;
}
