import type { DataSet } from '../data-set.ts';
import { collectStatistics } from '../statistics/collect-statistics.ts';
import type { DnnSpec } from '../spec.ts';

/**
 * The network with a threshold at every ReLU: what is below becomes 0, the rest stays as it is. The
 * threshold of a layer is the `percent` percentile of its non-zero activations on `data`, so that this
 * share of them falls silent. Fine-tuning afterwards wins accuracy back.
 * **Source** M. Kurtz et al., "Inducing and Exploiting Activation Sparsity for Fast Neural Network
 * Inference", ICML 2020 (PMLR 119): FATReLU. **Differs**: thresholds come from data, all layers at once.
 * It saves multiplications of the network itself. An integrate-and-fire neuron has no exact form of it:
 * what it starts below zero with is spent once, so the threshold would shrink with the number of steps.
 */
export function fatReluActivations(
  spec: DnnSpec,
  data: DataSet,
  { percent, samples = 256 }: { percent: number; samples?: number },
): DnnSpec {
  const thresholds = new Map(
    collectStatistics(spec, data, { samples }).map(({ layer, all }) => [
      layer,
      Math.fround(all.percentile(percent, 'non-zero')),
    ]),
  );
  return {
    ...spec,
    layers: spec.layers.map((layer, index) => {
      if (layer.kind !== 'activation' || layer.activation.kind !== 'relu') return layer;
      return { ...layer, activation: { kind: 'fat-relu' as const, threshold: thresholds.get(index) ?? 0 } };
    }),
  };
}
