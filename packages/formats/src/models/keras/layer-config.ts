import { unreadForm } from '../graph/refusal.ts';

export type ConfigObject = Readonly<Record<string, unknown>>;

export function isConfigObject(value: unknown): value is ConfigObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The settings of a layer, each with the default that Keras has. */
export class LayerConfig {
  readonly #config: ConfigObject;

  constructor(config: ConfigObject) {
    this.#config = config;
  }

  raw(key: string): unknown {
    return this.#config[key];
  }

  text(key: string, absent: string): string {
    const value = this.#config[key] ?? absent;
    if (typeof value !== 'string') throw this.#odd(key, value, 'a word');
    return value;
  }

  number(key: string, absent: number): number {
    const value = this.#config[key] ?? absent;
    if (typeof value !== 'number') throw this.#odd(key, value, 'a number');
    return value;
  }

  /** Null where the setting is null or not there. */
  optionalNumber(key: string): number | null {
    const value = this.#config[key] ?? null;
    if (value !== null && typeof value !== 'number') throw this.#odd(key, value, 'a number');
    return value;
  }

  flag(key: string, absent: boolean): boolean {
    const value = this.#config[key] ?? absent;
    if (typeof value !== 'boolean') throw this.#odd(key, value, 'true or false');
    return value;
  }

  /** One number, or a list of them; null where there is none. */
  numbers(key: string): number[] | null {
    const value = this.#config[key] ?? null;
    if (value === null) return null;
    const list: unknown[] = Array.isArray(value) ? (value.flat(2) as unknown[]) : [value];
    if (list.length > 1_000_000 || !list.every((entry) => typeof entry === 'number')) {
      throw this.#odd(key, value, 'numbers');
    }
    return list;
  }

  /** As many whole numbers as there are spatial axes, one standing for all. */
  sizes(key: string, axes: number, absent: readonly number[]): number[] {
    const list = this.numbers(key) ?? [...absent];
    const sizes = list.length === 1 ? new Array<number>(axes).fill(list[0]) : list;
    if (sizes.length !== axes || !sizes.every((size) => Number.isInteger(size))) {
      throw this.#odd(key, this.#config[key], `${axes} whole numbers`);
    }
    return sizes;
  }

  /** `linear` where there is none. */
  activation(): string {
    const value = this.#config['activation'] ?? 'linear';
    if (typeof value === 'string') return value;
    if (isConfigObject(value)) {
      const name = value['class_name'] ?? value['config'];
      if (typeof name === 'string') return name.toLowerCase();
    }
    throw this.#odd('activation', value, 'a name');
  }

  get channelsFirst(): boolean {
    return this.text('data_format', 'channels_last') === 'channels_first';
  }

  #odd(key: string, value: unknown, wanted: string): Error {
    return unreadForm(
      `its setting ${key} is ${String(JSON.stringify(value ?? null)).slice(0, 60)}, and should be ${wanted}.`,
      'Save the model again with the version of Keras that it was trained with.',
    );
  }
}
