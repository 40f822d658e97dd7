/** Every regulariser: a new one is its folder and one line here. */
import { chip } from './chip/index.ts';
import { fanOut } from './fan-out/index.ts';
import { hoyer } from './hoyer/index.ts';
import { hoyerSquare } from './hoyer-square/index.ts';
import { l1 } from './l1/index.ts';
import { l2 } from './l2/index.ts';
import type { RegulariserDefinition } from './regulariser.ts';
import { targetRate } from './target-rate/index.ts';

export const REGULARISERS: readonly RegulariserDefinition[] = [
  l1,
  l2,
  hoyer,
  hoyerSquare,
  targetRate,
  fanOut,
  chip,
];
