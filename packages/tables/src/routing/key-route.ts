/** Where the packets of some consecutive keys go. */
export interface KeyRoute {
  /** First key, and how many of them. */
  readonly key: number;
  readonly count: number;
  /** Tile whose router they enter. */
  readonly tile: number;
  /** Cores that they are delivered to, ascending; {@link PORT} for the i/o port, first. */
  readonly cores: readonly number[];
}

/** Stands for the i/o port among cores. */
export const PORT = -1;
