import { exp, log } from '@nmap/kernels';

/** probabilities[i] = exp(logits[i] / temperature), divided by their sum. */
export function softmax(logits: ArrayLike<number>, temperature: number, probabilities: Float64Array): void {
  let largest = -Infinity;
  for (let i = 0; i < logits.length; i++) if (logits[i] > largest) largest = logits[i];
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    probabilities[i] = exp((logits[i] - largest) / temperature);
    sum += probabilities[i];
  }
  for (let i = 0; i < logits.length; i++) probabilities[i] /= sum;
}

/** Cross-entropy of the softmax of logits and a label; adds `share` of its gradient by the logits. */
export function addCrossEntropy(
  logits: Float64Array,
  label: number,
  share: number,
  scratch: Float64Array,
  gradient: Float64Array,
): number {
  softmax(logits, 1, scratch);
  for (let i = 0; i < logits.length; i++) gradient[i] += share * (scratch[i] - (i === label ? 1 : 0));
  // A probability too small for a double is as wrong as can be said.
  return -share * log(Math.max(scratch[label], Number.MIN_VALUE));
}

/**
 * Distance of the softened probabilities from those of a teacher; adds `share` of its gradient.
 * **Source** G. Hinton, O. Vinyals, J. Dean, "Distilling the Knowledge in a Neural Network", 2015, arXiv:1503.02531:
 * temperature^2 times the cross-entropy of both at that temperature.
 */
export function addDistillation(
  logits: Float64Array,
  teacher: ArrayLike<number>,
  { share, temperature }: { share: number; temperature: number },
  scratch: readonly [Float64Array, Float64Array],
  gradient: Float64Array,
): number {
  softmax(logits, temperature, scratch[0]);
  softmax(teacher, temperature, scratch[1]);
  let loss = 0;
  for (let i = 0; i < logits.length; i++) {
    gradient[i] += share * temperature * (scratch[0][i] - scratch[1][i]);
    loss -= scratch[1][i] * log(Math.max(scratch[0][i], Number.MIN_VALUE));
  }
  return share * temperature * temperature * loss;
}
