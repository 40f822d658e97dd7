/** Small networks that mix every connector, for whatever must hold of all of them. */
import { Rng } from '@nmap/kernels';
import type { Connector, NetworkSpec, PopulationSpec, ProjectionSpec } from '@nmap/ir';
import { buildSpec } from './network.ts';

/**
 * Two to six populations of at most some hundred neurons: images and flat ones, external ones, with spikes or rates for all or one each;
 * windows with strides, padding, dilation and groups, pools, one-to-one, all-to-all, lists and random connectors between
 * them; parallel projections and recurrent ones.
 */
export function randomSpec(seed: number): NetworkSpec {
  const draw = new SpecDraw(new Rng(seed));
  const projections = 1 + draw.rng.below(7);
  draw.image();
  for (let k = 0; k < projections; k++) draw.project();
  return buildSpec(draw.populations, draw.projections);
}

type Shape = readonly number[];

class SpecDraw {
  readonly rng: Rng;
  readonly populations: PopulationSpec[] = [];
  readonly projections: ProjectionSpec[] = [];

  constructor(rng: Rng) {
    this.rng = rng;
  }

  image(): PopulationSpec {
    return this.#population([1 + this.rng.below(4), 1 + this.rng.below(6), 1 + this.rng.below(6)]);
  }

  project(): void {
    const from = this.#any();
    const drawn = this.rng.below(10);
    if (drawn < 5) this.#window(from, drawn < 4);
    else if (drawn < 6) this.#dense(from);
    else if (drawn < 7) this.#identity(from);
    else this.#irregular(from);
  }

  #window(from: PopulationSpec, convolves: boolean): void {
    const shape = from.shape ?? [from.size];
    if (shape.length < 2) {
      this.#dense(from);
      return;
    }
    const [channels, ...image] = shape.length === 3 ? shape : [1, ...shape];
    const groups = convolves ? this.#divisor(channels) : 1;
    const kernel = this.#pair(1, 3);
    const stride = this.#pair(1, 3);
    const dilation = convolves ? this.#pair(1, 3) : ([1, 1] as const);
    const padding = this.#pair(0, 2);
    const out = ([0, 1] as const).map(
      (axis) =>
        Math.floor(
          (image[axis] + 2 * padding[axis] - dilation[axis] * (kernel[axis] - 1) - 1) / stride[axis],
        ) + 1,
    );
    if (out.some((length) => length < 1)) {
      this.#identity(from);
      return;
    }
    const outShape = [convolves ? groups * (1 + this.rng.below(3)) : channels, ...out];
    const to = this.#fitting(outShape, this.rng.below(8) === 0);
    const connector: Connector = convolves
      ? { connector: 'conv2d', kernel, stride, padding, dilation, groups }
      : { connector: 'pool2d', kernel, stride, padding };
    this.#add(from, to, connector);
    // A second window of the same stride that makes the same shape, beside the first.
    if (this.rng.below(4) === 0 && convolves) {
      const wider = {
        kernel: [kernel[0] + 2, kernel[1]] as const,
        padding: [padding[0] + dilation[0], padding[1]] as const,
      };
      this.#add(from, to, { ...(connector as Extract<Connector, { connector: 'conv2d' }>), ...wider });
    }
  }

  #dense(from: PopulationSpec): void {
    const to = this.#anyOrNew();
    this.#add(from, to, { connector: 'all-to-all', selfConnections: this.rng.below(2) === 0 });
  }

  #identity(from: PopulationSpec): void {
    const shape = from.shape ?? [from.size];
    this.#add(from, this.#fitting(shape, this.rng.below(6) === 0), { connector: 'one-to-one' });
  }

  #irregular(from: PopulationSpec): void {
    const to = this.#anyOrNew();
    const seed = this.rng.below(1000);
    const most = Math.min(from.size, to.size);
    const connectors: readonly (() => Connector)[] = [
      () => {
        const length = this.rng.below(30);
        const pre = Array.from({ length }, () => this.rng.below(from.size));
        return { connector: 'list', pre, post: pre.map(() => this.rng.below(to.size)) };
      },
      () => ({ connector: 'fixed-probability', p: 0.1, seed, selfConnections: this.rng.below(2) === 0 }),
      () => ({ connector: 'fixed-fan-in', n: this.rng.below(Math.min(3, most)), seed }),
      () => ({ connector: 'fixed-fan-out', n: this.rng.below(Math.min(3, most)), seed }),
      () => ({ connector: 'fixed-total-number', n: this.rng.below(50), seed }),
      () => {
        const profile = (['gaussian', 'exponential', 'disc'] as const)[this.rng.below(3)];
        return { connector: 'distance-dependent', p: 0.3, scale: 1 + this.rng.below(2), profile, seed };
      },
    ];
    this.#add(from, to, connectors[this.rng.below(connectors.length)]());
  }

  #add(from: PopulationSpec, to: PopulationSpec, connector: Connector): void {
    this.projections.push({ from: from.id, to: to.id, ...connector });
  }

  /** One of those there are that has the shape, or a new one; flat ones hide that they have a shape. */
  #fitting(shape: Shape, flat: boolean): PopulationSpec {
    const fits = this.populations.filter((population) => String(population.shape) === String(shape));
    if (fits.length > 0 && this.rng.below(2) === 0) return fits[this.rng.below(fits.length)];
    return this.#population(flat ? [shape.reduce((product, length) => product * length, 1)] : shape);
  }

  #any(): PopulationSpec {
    return this.populations[this.rng.below(this.populations.length)];
  }

  #anyOrNew(): PopulationSpec {
    if (this.rng.below(2) === 0) return this.#any();
    return this.rng.below(2) === 0 ? this.image() : this.#population([1 + this.rng.below(20)]);
  }

  #population(shape: Shape): PopulationSpec {
    const size = shape.reduce((product, length) => product * length, 1);
    const activity: readonly (() => Partial<PopulationSpec>)[] = [
      () => ({}),
      () => ({ spikes: this.rng.below(4) }),
      () => ({ spikes: Array.from({ length: size }, () => this.rng.below(3)) }),
      () => ({ rateHz: 0.5 * this.rng.below(5) }),
      () => ({ rateHz: Array.from({ length: size }, () => 0.5 * this.rng.below(5)) }),
    ];
    const population: PopulationSpec = {
      id: `p${this.populations.length}`,
      size,
      shape,
      ...(this.rng.below(5) === 0 ? { external: true } : {}),
      ...activity[this.rng.below(activity.length)](),
    };
    this.populations.push(population);
    return population;
  }

  #divisor(length: number): number {
    const divisors = Array.from({ length }, (_, k) => k + 1).filter((divisor) => length % divisor === 0);
    return divisors[this.rng.below(divisors.length)];
  }

  #pair(least: number, most: number): readonly [number, number] {
    return [least + this.rng.below(most - least + 1), least + this.rng.below(most - least + 1)];
  }
}
