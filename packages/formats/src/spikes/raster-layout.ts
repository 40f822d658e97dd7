import type { PopulationSpec } from '@nmap/ir';

/** How a raster lies over the neurons of a population: value of neuron n in step t at `at(t, n)`. */
export interface RasterLayout {
  readonly steps: number;
  readonly at: (step: number, neuron: number) => number;
  /** In words, for notes. */
  readonly called: string;
}

/**
 * Every way in which an array can be a raster of so many neurons: [steps, neurons], with the neurons in the shape of the
 * population (C,H,W), too; [neurons, steps]; or (W,H,C,steps), as lava-dl keeps images. Axes of length 1, a batch of one
 * sample say, do not count.
 */
export function rasterLayouts(
  shape: readonly number[],
  { size, shape: image = [size] }: Pick<PopulationSpec, 'size' | 'shape'>,
): RasterLayout[] {
  const dims = shape.filter((length) => length !== 1);
  const flat = size === 1 ? [] : [size];
  const lengths = image.filter((length) => length !== 1);
  const stepsOf = (neurons: readonly number[]): { first: number | null; last: number | null } => {
    const total = dims.length - neurons.length;
    if (total !== 0 && total !== 1) return { first: null, last: null };
    const first = neurons.every((length, k) => dims[k + total] === length) ? dims[0] : null;
    const last = neurons.every((length, k) => dims[k] === length) ? dims[dims.length - 1] : null;
    if (total === 0) return { first: first === null ? null : 1, last: null };
    return { first, last: neurons.length === 0 ? null : last };
  };
  const found: RasterLayout[] = [];
  for (const neurons of lengths.length === 1 || lengths.length === 0 ? [flat] : [flat, lengths]) {
    const { first } = stepsOf(neurons);
    if (first !== null)
      found.push({ steps: first, at: (step, neuron) => step * size + neuron, called: 'steps x neurons' });
  }
  const { last } = stepsOf(flat);
  if (last !== null)
    found.push({ steps: last, at: (step, neuron) => neuron * last + step, called: 'neurons x steps' });
  if (lengths.length > 1) {
    const backwards = stepsOf([...lengths].reverse()).last;
    if (backwards !== null) {
      const position = reversedPositions(lengths);
      found.push({
        steps: backwards,
        at: (step, neuron) => position[neuron] * backwards + step,
        called: 'width x height x channels x steps',
      });
    }
  }
  return found;
}

/** position[neuron] in an array whose axes are those of the shape, last one first. */
function reversedPositions(lengths: readonly number[]): Uint32Array {
  const size = lengths.reduce((product, length) => product * length, 1);
  const position = new Uint32Array(size);
  for (let neuron = 0; neuron < size; neuron++) {
    let rest = neuron;
    let at = 0;
    for (let axis = lengths.length - 1; axis >= 0; axis--) {
      at = at * lengths[axis] + (rest % lengths[axis]);
      rest = Math.floor(rest / lengths[axis]);
    }
    position[neuron] = at;
  }
  return position;
}
