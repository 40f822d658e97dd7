/** What is annealed: a state under change that knows its cost. */
export interface AnnealKernel {
  /** So many proposals are worth a copy of the state: as many as it has nodes. */
  readonly size: number;
  /** Of the present state. */
  readonly cost: number;
  /**
   * Makes proposals at one temperature: what costs nothing is done, what costs `delta` with probability
   * exp(-delta / temperature).
   * @param reach how far a proposal may go, where the schedule says so.
   * @returns how many were done.
   */
  explore(count: number, temperature: number, reach: number): number;
  /** Called after the proposals of one temperature, where the cost needs to be summed anew. */
  settle?(): void;
  /** Remembers the present state. */
  keep(): void;
  /** Called at the end: the state remembered last is the result. */
  finish(): void;
}
