/** Trained networks: their graph, forward pass, training, and regularisers that make activity sparse. */
export {
  sizeOf,
  type Activation,
  type DnnLayer,
  type DnnLayerBase,
  type DnnLayerOf,
  type DnnOperation,
  type DnnSpec,
  type Margins,
  type Pair,
} from './spec.ts';
