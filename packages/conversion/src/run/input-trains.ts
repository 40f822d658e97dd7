import type { DataSet } from '@nmap/dnn';
import type { Exercised } from '../stages.ts';
import { presentationSteps } from '../build/network-of.ts';
import { inputOf } from './run-images.ts';

/** Rows of text that are handed on at once. */
const ROWS_PER_CHUNK = 8192;

/**
 * The input spikes of the images that a network was exercised with, as the spike file of `nmap simulate --mode lif`: a row
 * `step,neuron` each. An input that comes as current has none.
 */
export function* inputTrains({ spiking, run, seed }: Exercised, data: DataSet): Iterable<string> {
  const period = presentationSteps(spiking, run.steps);
  const { given } = inputOf(spiking, { data, steps: run.steps, seed }, period);
  const size = data.values.length / data.count;
  const fired = { neuron: new Uint32Array(size), times: new Uint32Array(size) };
  let text = 'step,neuron\n';
  let rows = 0;
  for (let step = 0; step < run.images * period; step++) {
    const count = given.fire(step, fired);
    for (let k = 0; k < count; k++) text += `${step},${fired.neuron[k]}\n`;
    rows += count;
    if (rows < ROWS_PER_CHUNK) continue;
    yield text;
    text = '';
    rows = 0;
  }
  yield text;
}
