/**
 * What partitioners of others reach on a mesh, measured by us once on the ids as generated: the better of
 * Mt-KaHyPar's Steiner-tree objective, which partitions straight onto the mesh, and its partition
 * followed by a robust tabu search for the cores. `unicast`: spikes times hops of a packet to each core;
 * `tree`: spikes times links of the XY multicast tree. `cap`: neurons of a core.
 */
export const ROUTED_RECORDED = [
  { net: 'lenet5', cap: 256, columns: 6, rows: 6, unicast: 192_341, tree: 159_019 },
  { net: 'lenet5', cap: 1024, columns: 3, rows: 3, unicast: 70_941, tree: 60_206 },
  { net: 'lsm10k', cap: 1024, columns: 5, rows: 2, unicast: 280_500, tree: 206_737 },
  { net: 'vgg8', cap: 1024, columns: 6, rows: 6, unicast: 458_542, tree: 415_766 },
];
