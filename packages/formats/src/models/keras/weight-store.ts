import { numberText } from '../../input-error.ts';
import { Refusal } from '../graph/refusal.ts';
import type { Tensor } from '../graph/tensor.ts';

/** One weight of a file, read when it is asked for. */
export interface StoredWeight {
  /** Names from the outside in: layer, scopes, weight. */
  readonly path: readonly string[];
  readonly read: () => Tensor;
}

/** Finds the weights of a layer by the names that the versions of Keras gave them. */
export class WeightStore {
  readonly #byLayer = new Map<string, StoredWeight[]>();
  readonly #byScope = new Map<string, StoredWeight[]>();

  constructor(weights: readonly StoredWeight[]) {
    for (const weight of weights) {
      push(this.#byLayer, weight.path[0], weight);
      if (weight.path.length > 1) push(this.#byScope, weight.path[weight.path.length - 2], weight);
    }
  }

  /**
   * A weight of a layer.
   * @param names that it may have, without the `:0` of old versions.
   * @param place its number where weights are numbered.
   */
  find(layer: string, names: readonly string[], place: number): Tensor | null {
    for (const list of [this.#byScope.get(layer), this.#byLayer.get(layer)]) {
      const found = list?.find(({ path }) => {
        const name = path[path.length - 1].replace(/:\d+$/, '');
        return names.includes(name) || name === String(place);
      });
      if (found !== undefined) return checked(found.read(), names[0]);
    }
    return null;
  }

  need(layer: string, names: readonly string[], place: number): Tensor {
    const found = this.find(layer, names, place);
    if (found !== null) return found;
    const held = [...(this.#byScope.get(layer) ?? []), ...(this.#byLayer.get(layer) ?? [])];
    const what =
      held.length === 0
        ? 'none'
        : held
            .slice(0, 6)
            .map(({ path }) => path[path.length - 1])
            .join(', ');
    throw new Refusal(
      'E1817',
      `its weight ${names[0]} is not in the file; of this layer there is ${what}.`,
      'Save the whole model, not its configuration or its weights alone: model.save("model.h5").',
    );
  }
}

function push(map: Map<string, StoredWeight[]>, key: string, weight: StoredWeight): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [weight]);
  else list.push(weight);
}

function checked(tensor: Tensor, name: string): Tensor {
  const bad = tensor.data.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return tensor;
  throw new Refusal(
    'E1806',
    `number ${bad} of ${tensor.data.length} of its weight ${name} is ${numberText(tensor.data[bad])}.`,
    'Training diverged, or the file is damaged: train again with a smaller learning rate.',
  );
}
