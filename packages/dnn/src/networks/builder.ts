import { Rng } from '@nmap/kernels';
import { dnnError } from '../dnn-error.ts';
import { windowedShape, type WindowShape } from '../linear/windows.ts';
import { sizeOf, type Activation, type DnnLayer, type DnnOperation, type DnnSpec } from '../spec.ts';

/** What every built-in network is made of. */
export interface NetworkOptions {
  /** [channels, height, width] or [size]. */
  readonly inputShape: readonly number[];
  readonly classes: number;
  /** Of the weights; 1 where it is left out. */
  readonly seed?: number;
  /** ReLU where it is left out. */
  readonly activation?: Activation;
}

/**
 * Strings layers together. Weights are uniform in +-sqrt(6 / inputs of a neuron), biases 0.
 * **Source** K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers", ICCV 2015,
 * doi:10.1109/ICCV.2015.123. Every layer draws from a stream of its own name.
 */
export class NetworkBuilder {
  readonly #name: string;
  readonly #layers: DnnLayer[];
  readonly #seed: number;
  readonly #activation: Activation;
  /** The layer that the next one reads. */
  last = 0;

  constructor(
    name: string,
    { inputShape, classes, seed = 1, activation = { kind: 'relu' } }: NetworkOptions,
  ) {
    if (!Number.isInteger(classes) || classes < 2) {
      throw dnnError('E1732', name, `${classes} classes`, 'A network tells at least 2 classes apart.');
    }
    this.#name = name;
    this.#seed = seed;
    this.#activation = activation;
    this.#layers = [{ name: 'input', kind: 'input', shape: inputShape, inputs: [] }];
  }

  /** A square kernel; `padding` on all sides. */
  conv(name: string, channels: number, kernel: number, { padding = 0, stride = 1, gain = 1 } = {}): this {
    const window: WindowShape = {
      kernel: [kernel, kernel],
      stride: [stride, stride],
      padding: [padding, padding, padding, padding],
      dilation: [1, 1],
    };
    const shape = this.#windowed(name, channels, window);
    const inputs = this.#shape()[0] * kernel * kernel;
    return this.#push(name, shape, {
      kind: 'conv',
      ...window,
      dilation: [1, 1],
      groups: 1,
      weight: this.#weights(name, channels * inputs, inputs, gain),
      bias: new Float32Array(channels),
    });
  }

  /** Mean of squares of `kernel` x `kernel` that do not overlap. */
  averagePool(name: string, kernel: number): this {
    const window = { kernel: [kernel, kernel], stride: [kernel, kernel], padding: [0, 0, 0, 0] } as const;
    const shape = this.#windowed(name, this.#shape()[0], window);
    return this.#push(name, shape, { kind: 'average-pool', ...window, countsPadding: true });
  }

  /** Mean of every channel. */
  globalAveragePool(name: string): this {
    const [channels, height, width] = this.#shape();
    return this.#push(name, [channels, 1, 1], {
      kind: 'average-pool',
      kernel: [height, width],
      stride: [1, 1],
      padding: [0, 0, 0, 0],
      countsPadding: true,
    });
  }

  dense(name: string, size: number): this {
    const inputs = sizeOf(this.#shape());
    return this.#push(name, [size], {
      kind: 'dense',
      weight: this.#weights(name, size * inputs, inputs, 1),
      bias: new Float32Array(size),
    });
  }

  activate(name: string): this {
    return this.#push(name, this.#shape(), { kind: 'activation', activation: this.#activation });
  }

  /** Sum of the last layer and `other`. */
  add(name: string, other: number): this {
    return this.#push(name, this.#shape(), { kind: 'add' }, [this.last, other]);
  }

  build(): DnnSpec {
    return { name: this.#name, layers: this.#layers, output: this.last };
  }

  #shape(): readonly number[] {
    return this.#layers[this.last].shape;
  }

  #push(name: string, shape: readonly number[], operation: DnnOperation, inputs = [this.last]): this {
    this.last = this.#layers.push({ name, shape, inputs, ...operation }) - 1;
    return this;
  }

  #windowed(name: string, channels: number, window: WindowShape): number[] {
    const [, height, width] = this.#shape();
    const [outHeight, outWidth] = this.#shape().length === 3 ? windowedShape(height, width, window) : [0, 0];
    if (!(outHeight >= 1 && outWidth >= 1)) {
      throw dnnError(
        'E1731',
        `${this.#name}, ${name}`,
        `a window of ${window.kernel.join(' x ')} does not fit into [${this.#shape().join(', ')}]`,
        'Give larger images as [channels, height, width], or take the network mlp.',
      );
    }
    return [channels, outHeight, outWidth];
  }

  #weights(name: string, count: number, inputs: number, gain: number): Float32Array {
    const rng = Rng.fork(this.#seed, `dnn/${name}`);
    const bound = gain * Math.sqrt(6 / inputs);
    const weights = new Float32Array(count);
    for (let i = 0; i < count; i++) weights[i] = (2 * rng.unit() - 1) * bound;
    return weights;
  }
}
