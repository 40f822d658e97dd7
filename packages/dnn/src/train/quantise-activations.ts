import type { DataSet } from '../data-set.ts';
import { collectStatistics } from '../statistics/collect-statistics.ts';
import type { DnnSpec } from '../spec.ts';

/**
 * The network with clip-floor-shift instead of every ReLU and clip, for fine-tuning: ceilings start at a
 * percentile of the non-zero activations of `data`, and are trained from there.
 * **Source** T. Bu, W. Fang, J. Ding, P. Dai, Z. Yu, T. Huang, "Optimal ANN-SNN Conversion for High-accuracy
 * and Ultra-low-latency Spiking Neural Networks", ICLR 2022, arXiv:2303.04347.
 * **Differs**: ceilings start from data, not from a constant.
 */
export function quantiseActivations(
  spec: DnnSpec,
  data: DataSet,
  { levels, percentile = 99.9, samples = 256 }: { levels: number; percentile?: number; samples?: number },
): DnnSpec {
  const ceilings = new Map(
    collectStatistics(spec, data, { samples }).map(({ layer, all }) => [
      layer,
      all.percentile(percentile, 'non-zero'),
    ]),
  );
  return {
    ...spec,
    layers: spec.layers.map((layer, index) => {
      if (layer.kind !== 'activation') return layer;
      const { kind } = layer.activation;
      if (kind !== 'relu' && kind !== 'clip') return layer;
      const measured = Math.fround(ceilings.get(index) ?? 0);
      // A layer that is silent on these samples keeps a ceiling, so that it can learn to speak.
      const ceiling = measured > 0 ? measured : 1;
      return { ...layer, activation: { kind: 'clip-floor-shift' as const, ceiling, levels } };
    }),
  };
}
