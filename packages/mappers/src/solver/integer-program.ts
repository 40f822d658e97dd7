/** A linear or integer programme by columns and sparse rows: what the exact mappers build and a solver reads. */
export interface IntegerProgram {
  readonly name: string;
  /** Always minimised. cost[column]. */
  readonly cost: readonly number[];
  /** Columns are >= 0; upper[column] = Infinity for none. */
  readonly upper: readonly number[];
  /** binary[column]: 0 or 1 only. */
  readonly binary: readonly boolean[];
  readonly rows: readonly Row[];
}

/** sum of coefficient * column between `lower` and `upper`; -Infinity and Infinity = open. */
export interface Row {
  readonly columns: readonly number[];
  readonly coefficients: readonly number[];
  readonly lower: number;
  readonly upper: number;
}

export interface SolveOptions {
  /** Iterations of the simplex method and nodes of the tree after which it ends, in whole thousands. */
  readonly steps: number;
  /** Leaves integrality out: a lower bound on the optimum. */
  readonly relaxed?: boolean;
}

export interface Solution {
  /** feasible: the limit of steps came before the proof. infeasible: proven. unknown: neither solution nor proof. */
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'unknown';
  /** Meaningful where optimal or feasible. */
  readonly objective: number;
  /** values[column], likewise. */
  readonly values: Float64Array;
}

/** Builds an {@link IntegerProgram} column by column. */
export class ProgramBuilder {
  readonly #name: string;
  readonly #cost: number[] = [];
  readonly #upper: number[] = [];
  readonly #binary: boolean[] = [];
  readonly #rows: Row[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  /** Adds a 0-1 column and returns its number. */
  binary(cost = 0): number {
    return this.#column(cost, 1, true);
  }

  /** Adds a real column in [0, upper] and returns its number. */
  real(cost = 0, upper = Infinity): number {
    return this.#column(cost, upper, false);
  }

  row(columns: readonly number[], coefficients: readonly number[], lower: number, upper: number): void {
    this.#rows.push({ columns, coefficients, lower, upper });
  }

  build(): IntegerProgram {
    return { name: this.#name, cost: this.#cost, upper: this.#upper, binary: this.#binary, rows: this.#rows };
  }

  get columnCount(): number {
    return this.#cost.length;
  }

  #column(cost: number, upper: number, binary: boolean): number {
    this.#upper.push(upper);
    this.#binary.push(binary);
    return this.#cost.push(cost) - 1;
  }
}
