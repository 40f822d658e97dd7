import { NmapError } from '@nmap/ir';
import { defineGenerator } from '../generator.ts';
import type { ClusterEdges } from './cluster-edges.ts';

/**
 * The cluster graphs of a placement paper, bit for bit: layers of n clusters, each connected
 * into the next one, weights uniform in [0, 1).
 * **Source** O. Jin, Q. Xing, Y. Li, S. Deng, S. He, G. Pan, "Mapping Very Large Scale Spiking
 * Neuron Network to Neuromorphic Hardware", ASPLOS 2023, doi:10.1145/3582016.3582038, and the
 * authors' generator. As there, the last layer has no edges but occupies cells.
 */
const MODULUS = 2_147_483_647;
const MULTIPLIER = 48_271;
/** Span of one draw: the generator's values are 1 .. 2^31 - 2. */
const RANGE = MODULUS - 1;

/** The C++ library's `minstd_rand`: S. K. Park, K. W. Miller, Comm. ACM 36(7), 1993. */
export class MinStd {
  #state = 1;

  /** 1 .. 2^31 - 2. Products stay below 2^53. */
  next(): number {
    this.#state = (MULTIPLIER * this.#state) % MODULUS;
    return this.#state;
  }

  /** In [0, 1): two draws, in double precision and in this order of operations. */
  canonical(): number {
    const low = this.next() - 1;
    const high = (this.next() - 1) * RANGE;
    return (low + high) / (RANGE * RANGE);
  }
}

/** 40 bytes an edge at most: 2.7 GB. */
const MOST_EDGES = 67_108_864;

/** `layers` layers of `width` clusters; cluster j of a layer sends to j .. j + k - 1 of the next. */
export function jinConv(layers: number, width: number, k: number): ClusterEdges {
  const perLayer = windowEdges(width, Math.min(k, width));
  return build(`jin-conv-${layers}x${width}-k${k}`, layers, width, perLayer, (node) => [
    node,
    Math.min(width, node + k),
  ]);
}

/** The same with every cluster sending to the whole next layer. */
export function jinDense(layers: number, width: number): ClusterEdges {
  return build(`jin-dense-${layers}x${width}`, layers, width, width * width, () => [0, width]);
}

/** Edges between two layers: k each, fewer at the end of the layer. */
function windowEdges(width: number, k: number): number {
  return width * k - (k * (k - 1)) / 2;
}

function build(
  name: string,
  layers: number,
  width: number,
  perLayer: number,
  span: (node: number) => readonly [number, number],
): ClusterEdges {
  const edgeCount = Math.max(0, layers - 2) * perLayer;
  if (!(edgeCount <= MOST_EDGES)) {
    throw new NmapError('input', [
      {
        code: 'E1413',
        severity: 'error',
        where: name,
        message: `has ${edgeCount} edges, at most ${MOST_EDGES} are made.`,
        have: edgeCount,
        need: MOST_EDGES,
        unit: 'edges',
        hint: 'Lower layers or width.',
      },
    ]);
  }
  const source = new Uint32Array(edgeCount);
  const target = new Uint32Array(edgeCount);
  const weight = new Float64Array(edgeCount);
  const generator = new MinStd();
  let edge = 0;
  for (let layer = 0; layer + 2 < layers; layer++) {
    for (let node = 0; node < width; node++) {
      const [first, end] = span(node);
      for (let to = first; to < end; to++) {
        source[edge] = layer * width + node;
        target[edge] = (layer + 1) * width + to;
        weight[edge++] = generator.canonical();
      }
    }
  }
  return { name, nodeCount: layers * width, source, target, weight };
}

const source = 'Jin et al. 2023, doi:10.1145/3582016.3582038';
const depthOption = {
  kind: 'integer',
  default: 32,
  minimum: 1,
  maximum: 1_048_576,
  unit: 'layers',
  describe: 'Layers; the last one has no edges',
} as const;
const widthOption = {
  kind: 'integer',
  default: 32,
  minimum: 1,
  maximum: 1_048_576,
  unit: 'clusters',
  describe: 'Clusters of a layer',
} as const;

export const jinConvGenerator = defineGenerator({
  summary: 'Cluster graph of the placement literature: layers with a window of 4 (bit exact)',
  source,
  options: {
    depth: depthOption,
    width: widthOption,
    window: {
      kind: 'integer',
      default: 4,
      minimum: 1,
      maximum: 1_048_576,
      unit: 'clusters',
      describe: 'Targets of a cluster in the next layer',
    },
  },
  make: ({ depth, width, window }) => jinConv(depth, width, window),
});

export const jinDenseGenerator = defineGenerator({
  summary: 'Cluster graph of the placement literature: fully connected layers (bit exact)',
  source,
  options: { depth: depthOption, width: widthOption },
  make: ({ depth, width }) => jinDense(depth, width),
});
