/** What two placements of one network on one chip differ in; as plain data beside the two reports. */
export interface Comparison {
  /** Neurons of each population whose core is another in the second. */
  readonly moved: readonly MovedRow[];
  /** Why it is not known who moved; null where it is. */
  readonly unknown: string | null;
}

export interface MovedRow {
  readonly population: string;
  readonly neurons: number;
  readonly moved: number;
}
