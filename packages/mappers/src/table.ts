/**
 * Every mapper, under the name by which a library user calls it. The command, the pipelines, the conformance suite, the
 * experiments and the docs read this table: a new mapper is its folder and one line here.
 */
export { blocks } from './partition/blocks/index.ts';
export { energyGreedy } from './partition/energy-greedy/index.ts';
export { exact as exactPartition } from './partition/exact/index.ts';
export { greedy } from './partition/greedy/index.ts';
export { louvain } from './partition/louvain/index.ts';
export { multilevel } from './partition/multilevel/index.ts';
export { random as randomPartition } from './partition/random/index.ts';
export { sequential } from './partition/sequential/index.ts';
export { streaming } from './partition/streaming/index.ts';
export { exactPlacer as exactPlacement } from './place/exact/index.ts';
export { forceDirected } from './place/force-directed/index.ts';
export { hilbert } from './place/hilbert/index.ts';
export { multilevelPlacer as multilevelPlacement } from './place/multilevel/index.ts';
export { randomPlacer as randomPlacement } from './place/random/index.ts';
export { rowMajor } from './place/row-major/index.ts';
export { tabu } from './place/tabu/index.ts';
export { zigzag } from './place/zigzag/index.ts';
export { anneal } from './refine/anneal/index.ts';
export { joint } from './refine/joint/index.ts';
export { rivals } from './refine/rivals/index.ts';
export { swap } from './refine/swap/index.ts';
export { multicastTree as routeMulticastTree } from './route/multicast-tree/index.ts';
export { xy as routeXy } from './route/xy/index.ts';
export { splitAuto } from './split/auto/index.ts';
export { splitChain } from './split/chain/index.ts';
export { splitSlices } from './split/slices/index.ts';
export { splitTree } from './split/tree/index.ts';
