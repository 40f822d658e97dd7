import type { PrepareLayer } from './layer-run.ts';

export const prepareActivation: PrepareLayer<'activation'> = ({ activation }) => {
  switch (activation.kind) {
    case 'relu':
      return { run: ([input], out) => relu(input, out), parameters: [] };
    case 'clip':
      return { run: ([input], out) => clip(input, activation.ceiling, out), parameters: [] };
    case 'fat-relu':
      return { run: ([input], out) => fatRelu(input, activation.threshold, out), parameters: [] };
    case 'clip-floor-shift': {
      const ceiling = Float64Array.of(activation.ceiling);
      return {
        run: ([input], out) => clipFloorShift(input, ceiling[0], activation.levels, out),
        parameters: [ceiling],
      };
    }
  }
};

function relu(input: Float64Array, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) {
    const x = input[i];
    out[i] = x > 0 ? x : 0;
  }
}

function clip(input: Float64Array, ceiling: number, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) {
    const x = input[i];
    out[i] = x > 0 ? (x < ceiling ? x : ceiling) : 0;
  }
}

/** Zero is no activation, whatever the threshold: below 0 all are 0. */
function fatRelu(input: Float64Array, threshold: number, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) {
    const x = input[i];
    out[i] = x >= threshold && x > 0 ? x : 0;
  }
}

function clipFloorShift(input: Float64Array, ceiling: number, levels: number, out: Float64Array): void {
  const perLevel = ceiling / levels;
  for (let i = 0; i < out.length; i++) {
    const level = Math.floor(input[i] / perLevel + 0.5);
    out[i] = level > 0 ? (level < levels ? level * perLevel : ceiling) : 0;
  }
}
