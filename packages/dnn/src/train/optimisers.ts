import type { Parameter } from './trainable.ts';

/** Which rule turns gradients into steps. */
export type OptimiserKind = { readonly kind: 'adam' } | { readonly kind: 'sgd'; readonly momentum: number };

/** One step along gradients that are sums over `samples`; zeroes them. */
export type Optimiser = (learningRate: number, samples: number) => void;

// Looked up once, not for every parameter.
const { sqrt } = Math;

const MEAN_DECAY = 0.9;
const SQUARE_DECAY = 0.999;
const EPSILON = 1e-8;

/**
 * **Source** of Adam: D. P. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015,
 * arXiv:1412.6980, with the constants of the paper.
 */
export function createOptimiser(kind: OptimiserKind, parameters: readonly Parameter[]): Optimiser {
  return kind.kind === 'adam' ? adam(parameters) : sgd(parameters, kind.momentum);
}

function adam(parameters: readonly Parameter[]): Optimiser {
  const means = parameters.map(({ values }) => new Float64Array(values.length));
  const squares = parameters.map(({ values }) => new Float64Array(values.length));
  // Powers of the decays by multiplication: the same bits everywhere.
  let meanPower = 1;
  let squarePower = 1;
  return (learningRate, samples) => {
    meanPower *= MEAN_DECAY;
    squarePower *= SQUARE_DECAY;
    const step = learningRate / (1 - meanPower);
    const correction = 1 / (1 - squarePower);
    for (let k = 0; k < parameters.length; k++) {
      adamStep(parameters[k], means[k], squares[k], { step, correction, samples });
    }
  };
}

function adamStep(
  { values, gradient }: Parameter,
  mean: Float64Array,
  square: Float64Array,
  { step, correction, samples }: { step: number; correction: number; samples: number },
): void {
  const share = 1 / samples;
  for (let i = 0; i < values.length; i++) {
    const g = gradient[i] * share;
    gradient[i] = 0;
    const m = MEAN_DECAY * mean[i] + (1 - MEAN_DECAY) * g;
    const s = SQUARE_DECAY * square[i] + (1 - SQUARE_DECAY) * g * g;
    mean[i] = m;
    square[i] = s;
    values[i] -= (step * m) / (sqrt(s * correction) + EPSILON);
  }
}

function sgd(parameters: readonly Parameter[], momentum: number): Optimiser {
  const speeds = parameters.map(({ values }) => new Float64Array(values.length));
  return (learningRate, samples) => {
    for (let k = 0; k < parameters.length; k++) {
      const { values, gradient } = parameters[k];
      const speed = speeds[k];
      for (let i = 0; i < values.length; i++) {
        speed[i] = momentum * speed[i] + gradient[i] / samples;
        gradient[i] = 0;
        values[i] -= learningRate * speed[i];
      }
    }
  };
}
