import type { BackwardPass, PrepareBackward } from './backward-run.ts';

/**
 * Where an activation is flat, nothing passes. The steps of clip-floor-shift are treated as the
 * slope that they stand for (straight through), and its ceiling is trained.
 * **Source** for those: T. Bu, W. Fang, J. Ding, P. Dai, Z. Yu, T. Huang, "Optimal ANN-SNN Conversion
 * for High-accuracy and Ultra-low-latency Spiking Neural Networks", ICLR 2022, arXiv:2303.04347.
 */
export const prepareActivationBackward: PrepareBackward<'activation'> = (
  { activation },
  _inputShapes,
  parameters,
) => {
  switch (activation.kind) {
    case 'relu':
    case 'fat-relu':
      return passActive;
    case 'clip':
      return (pass) => {
        passBetween(pass, 0, activation.ceiling);
      };
    case 'clip-floor-shift': {
      const [ceiling] = parameters.values;
      const [ceilingGradient] = parameters.gradients;
      return (pass) => {
        const half = ceiling[0] / (2 * activation.levels);
        passBetween(pass, -half, ceiling[0] - half);
        ceilingGradient[0] += ceilingSlope(pass, ceiling[0], half);
      };
    }
  }
};

function passActive({ out, outGradient, inputGradients: [gradient] }: BackwardPass): void {
  if (gradient === null) return;
  for (let i = 0; i < out.length; i++) if (out[i] > 0) gradient[i] += outGradient[i];
}

function passBetween(
  { inputs: [input], outGradient, inputGradients: [gradient] }: BackwardPass,
  low: number,
  high: number,
): void {
  if (gradient === null) return;
  for (let i = 0; i < input.length; i++) {
    if (input[i] > low && input[i] < high) gradient[i] += outGradient[i];
  }
}

/** By the ceiling: 1 above it, and below it what quantisation changes, as a share of the ceiling. */
function ceilingSlope(
  { inputs: [input], out, outGradient }: BackwardPass,
  ceiling: number,
  half: number,
): number {
  let slope = 0;
  for (let i = 0; i < input.length; i++) {
    if (input[i] >= ceiling - half) slope += outGradient[i];
    else if (input[i] > -half) slope += (outGradient[i] * (out[i] - input[i])) / ceiling;
  }
  return slope;
}
