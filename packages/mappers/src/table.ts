/**
 * Every mapper, in the order of a compilation. `--help`, the conformance suite, the
 * experiments and the docs read this table: a new mapper is its folder and one line here.
 */
import { exact as partitionExact } from './partition/exact/index.ts';
import { greedy } from './partition/greedy/index.ts';
import { louvain } from './partition/louvain/index.ts';
import { multilevel } from './partition/multilevel/index.ts';
import { random as partitionRandom } from './partition/random/index.ts';
import { sequential } from './partition/sequential/index.ts';
import { streaming } from './partition/streaming/index.ts';
import { exactPlacer } from './place/exact/index.ts';
import { forceDirected } from './place/force-directed/index.ts';
import { hilbert } from './place/hilbert/index.ts';
import { multilevelPlacer } from './place/multilevel/index.ts';
import { randomPlacer } from './place/random/index.ts';
import { rowMajor } from './place/row-major/index.ts';
import { tabu } from './place/tabu/index.ts';
import { zigzag } from './place/zigzag/index.ts';
import { anneal } from './refine/anneal/index.ts';
import { joint } from './refine/joint/index.ts';
import { rivals } from './refine/rivals/index.ts';
import { swap } from './refine/swap/index.ts';
import { multicastTree } from './route/multicast-tree/index.ts';
import { xy } from './route/xy/index.ts';
import type { PassDefinition } from './pass.ts';

/** A definition as the table holds it: stages and options are told apart at run time, by `from`, `to` and the schema. */
export const MAPPERS: readonly PassDefinition[] = [
  partitionRandom,
  sequential,
  streaming,
  greedy,
  louvain,
  multilevel,
  partitionExact,
  randomPlacer,
  rowMajor,
  zigzag,
  hilbert,
  forceDirected,
  tabu,
  multilevelPlacer,
  exactPlacer,
  rivals,
  swap,
  anneal,
  joint,
  xy,
  multicastTree,
] as readonly unknown[] as readonly PassDefinition[];
