/** What a hostile or broken file may cost before it is refused. */
export interface JsonLimits {
  /** Nesting of objects and arrays. */
  readonly maxDepth: number;
  /** Bytes of one string, quotes excluded. */
  readonly maxStringBytes: number;
  /** Objects, arrays, keys and texts together; numbers are not limited. */
  readonly maxValues: number;
  /** Entries whose position is remembered for messages; beyond it a message names the nearest known place. */
  readonly maxPositions: number;
  /** Objects and mixed arrays whose own places are remembered; the others are known by their parent. */
  readonly maxContainerPositions: number;
}

/** Far above every real file that we know, far below what exhausts memory. */
export const DEFAULT_LIMITS: JsonLimits = {
  maxDepth: 64,
  maxStringBytes: 16 * 1024 * 1024,
  maxValues: 60_000_000,
  maxPositions: 8_000_000,
  maxContainerPositions: 100_000,
};
