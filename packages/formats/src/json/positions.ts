/** Where the values of a container stand in the file. */
export interface ContainerRecord {
  readonly line: number;
  readonly column: number;
  /** Keys in file order; null for an array. */
  readonly names: readonly string[] | null;
  /**
   * Array: [line, column] per element. Object: [line, column] of the key, then of the value, per key.
   * Empty where the limit of remembered positions was reached.
   */
  readonly at: readonly number[];
}

/**
 * Remembers where objects and arrays stand in a file, so that a wrong value can
 * be reported as `net.json:3:12`. Lists of numbers are known by their parent.
 */
export class JsonPositions {
  readonly fileName: string;
  readonly #records = new WeakMap<object, ContainerRecord>();

  constructor(fileName: string) {
    this.fileName = fileName;
  }

  /** Called by the scanner when a container is complete. */
  remember(container: object, record: ContainerRecord): void {
    this.#records.set(container, record);
  }

  /** `file:line:column` of a container, or of the value under `key`; the nearest known place where that is not remembered. */
  where(container: object, key?: string | number): string {
    return this.#place(container, key, 'value');
  }

  /** `file:line:column` of a key itself. */
  whereKey(container: object, key: string): string {
    return this.#place(container, key, 'key');
  }

  #place(container: object, key: string | number | undefined, what: 'key' | 'value'): string {
    const record = this.#records.get(container);
    if (record === undefined) return this.fileName;
    let slot = -1;
    if (record.names === null) {
      if (typeof key === 'number') slot = 2 * key;
    } else if (key !== undefined) {
      const index = record.names.indexOf(String(key));
      if (index >= 0) slot = 4 * index + (what === 'value' ? 2 : 0);
    }
    const known = slot >= 0 && slot + 1 < record.at.length;
    const line = known ? record.at[slot] : record.line;
    const column = known ? record.at[slot + 1] : record.column;
    return `${this.fileName}:${line}:${column}`;
  }
}
