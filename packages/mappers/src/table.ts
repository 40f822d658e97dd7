/**
 * Every mapper, under the name by which a library user calls it. The command, the pipelines, the conformance suite, the
 * experiments and the docs read this table: a new mapper is its folder and one line here.
 */
export { balancedLoad } from './partition/balanced-load/index.ts';
export { blocks } from './partition/blocks/index.ts';
export { edgemap } from './partition/edgemap/index.ts';
export { exact as exactPartition } from './partition/exact/index.ts';
export { greedy } from './partition/greedy/index.ts';
export { hierarchical } from './partition/hierarchical/index.ts';
export { hyperedgeOverlap } from './partition/hyperedge-overlap/index.ts';
export { louvain } from './partition/louvain/index.ts';
export { minClusters } from './partition/min-clusters/index.ts';
export { minComm } from './partition/min-comm/index.ts';
export { multilevel } from './partition/multilevel/index.ts';
export { neumap } from './partition/neumap/index.ts';
export { pacman } from './partition/pacman/index.ts';
export { psopart } from './partition/psopart/index.ts';
export { random as randomPartition } from './partition/random/index.ts';
export { runTime } from './partition/run-time/index.ts';
export { sequentialOrdered } from './partition/sequential-ordered/index.ts';
export { sequential } from './partition/sequential/index.ts';
export { sneap } from './partition/sneap/index.ts';
export { spinecluster } from './partition/spinecluster/index.ts';
export { spinemapGreedy } from './partition/spinemap-greedy/index.ts';
export { streaming } from './partition/streaming/index.ts';
export { exactPlacer as exactPlacement } from './place/exact/index.ts';
export { breadthFirst } from './place/breadth-first/index.ts';
export { forceDirected } from './place/force-directed/index.ts';
export { hilbert } from './place/hilbert/index.ts';
export { multilevelPlacer as multilevelPlacement } from './place/multilevel/index.ts';
export { multisection } from './place/multisection/index.ts';
export { randomPlacer as randomPlacement } from './place/random/index.ts';
export { rcm } from './place/rcm/index.ts';
export { rowMajor } from './place/row-major/index.ts';
export { spectral } from './place/spectral/index.ts';
export { spiral } from './place/spiral/index.ts';
export { tabu } from './place/tabu/index.ts';
export { trueNorth } from './place/truenorth/index.ts';
export { zigzag } from './place/zigzag/index.ts';
export { anneal } from './refine/anneal/index.ts';
export { joint } from './refine/joint/index.ts';
export { rivals } from './refine/rivals/index.ts';
export { swap } from './refine/swap/index.ts';
export { multicastTree as routeMulticastTree } from './route/multicast-tree/index.ts';
export { xy as routeXy } from './route/xy/index.ts';
