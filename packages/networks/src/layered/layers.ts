import type { NetworkSpec } from '@nmap/ir';
import { LayerGraph, type Activity } from './layer-graph.ts';

/** One layer after the input. Stride 1 for a convolution, the kernel for pooling. */
export type Layer =
  | {
      readonly kind: 'conv';
      readonly channels: number;
      readonly kernel: number;
      readonly padding: 'same' | 'valid';
    }
  | { readonly kind: 'pool'; readonly kernel: number }
  | { readonly kind: 'dense'; readonly size: number };

/** A chain of layers, each called by its kind and a number, the last one `output`. */
export function layeredNetwork(
  name: string,
  input: readonly number[],
  layers: readonly Layer[],
  activity: Activity,
): NetworkSpec {
  const graph = new LayerGraph(name, activity);
  const counts = { conv: 0, pool: 0, dense: 0 };
  let from = graph.input(input);
  layers.forEach((layer, index) => {
    const id = index === layers.length - 1 ? 'output' : `${layer.kind}${++counts[layer.kind]}`;
    switch (layer.kind) {
      case 'conv':
        from = graph.convolution(from, id, layer);
        break;
      case 'pool':
        from = graph.pooling(from, id, layer);
        break;
      case 'dense':
        from = graph.dense(from, id, layer.size);
        break;
    }
  });
  return graph.network();
}
