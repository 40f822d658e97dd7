/**
 * A trained network as a graph of layers, for one sample: no batch axis, images as
 * [channels, height, width], row-major. What files call flatten, reshape or squeeze is
 * no layer: a layer that reads a vector reads the row-major values of whatever comes in.
 */
export interface DnnSpec {
  readonly name: string;
  /** In an order in which every input of a layer comes before it; exactly one is of kind `input`. */
  readonly layers: readonly DnnLayer[];
  /** Index of the layer whose values are the logits: a softmax behind it has been left out. */
  readonly output: number;
}

export type DnnLayer = DnnLayerBase & DnnOperation;
export type DnnLayerOf<Kind extends DnnOperation['kind']> = DnnLayerBase &
  Extract<DnnOperation, { kind: Kind }>;

export interface DnnLayerBase {
  /** Name from the file, unique. */
  readonly name: string;
  /** Shape of its values: [channels, height, width] or [size]. */
  readonly shape: readonly number[];
  /** Indices of the layers that it reads. */
  readonly inputs: readonly number[];
}

/** Height, then width. */
export type Pair = readonly [number, number];
/** Rows and columns of zeros: top, left, bottom, right. */
export type Margins = readonly [number, number, number, number];

export type DnnOperation =
  | { readonly kind: 'input' }
  /** Cross-correlation, as every framework calls convolution. */
  | {
      readonly kind: 'conv';
      /** [outChannels, inChannels / groups, kernel height, kernel width], flat. */
      readonly weight: Float32Array;
      /** One for each out channel. */
      readonly bias: Float32Array;
      readonly kernel: Pair;
      readonly stride: Pair;
      readonly padding: Margins;
      readonly dilation: Pair;
      readonly groups: number;
    }
  /** weight[out][in], flat; its input is flattened. */
  | { readonly kind: 'dense'; readonly weight: Float32Array; readonly bias: Float32Array }
  | {
      readonly kind: 'average-pool';
      readonly kernel: Pair;
      readonly stride: Pair;
      readonly padding: Margins;
      /** Whether zeros of the padding count in the divisor. */
      readonly countsPadding: boolean;
    }
  | { readonly kind: 'max-pool'; readonly kernel: Pair; readonly stride: Pair; readonly padding: Margins }
  /** Sum of two or more inputs of one shape. */
  | { readonly kind: 'add' }
  /** Along the first axis. */
  | { readonly kind: 'concat' }
  /**
   * scale * x + shift, one of each for a channel: batch normalisation, and any constant factor or
   * term. With c entries, entry floor(i / (size / c)) belongs to value i.
   */
  | { readonly kind: 'affine'; readonly scale: Float32Array; readonly shift: Float32Array }
  | { readonly kind: 'activation'; readonly activation: Activation }
  /** value[i] = input[from[i]]: what a transpose leaves, where it does not cancel. */
  | { readonly kind: 'reindex'; readonly from: Uint32Array };

/** What becomes a spiking neuron. All are 0 below 0. */
export type Activation =
  | { readonly kind: 'relu' }
  /** min(x, ceiling): Clip(0, 6) has ceiling 6. */
  | { readonly kind: 'clip'; readonly ceiling: number }
  /** x where x >= threshold, else 0 (FATReLU). */
  | { readonly kind: 'fat-relu'; readonly threshold: number }
  /** Quantised: ceiling / levels * clamp(floor(x * levels / ceiling + 1/2), 0, levels) (QCFS). */
  | { readonly kind: 'clip-floor-shift'; readonly ceiling: number; readonly levels: number };

/** Number of values of a shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
