import type { DnnSpec } from '@nmap/dnn';

/**
 * Whether no value of a layer can be below 0, whatever comes in: only then can rates of spikes stand for it.
 * @param inputIsNegative whether the input may be; without a word it may.
 */
export function neverNegative(dnn: DnnSpec, layer: number, inputIsNegative = true): boolean {
  const { kind, inputs } = dnn.layers[layer];
  const all = (): boolean => inputs.every((input) => neverNegative(dnn, input, inputIsNegative));
  switch (kind) {
    case 'activation':
      return true;
    case 'input':
      return !inputIsNegative;
    case 'average-pool':
    case 'max-pool':
    case 'add':
    case 'concat':
    case 'reindex':
      return all();
    default:
      return false;
  }
}
