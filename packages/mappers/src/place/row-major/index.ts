/**
 * Places clusters on consecutive tiles, row by row.
 *
 * **Source** folklore; the linear placement of most tool chains.
 * Cost O(cores) + the cluster order. Requires nothing; guarantees a legal placement, the same every time.
 */
import { curvePlacer } from '../common/curve-placer.ts';

export const rowMajor = curvePlacer(
  {
    name: 'place/row-major',
    summary: 'clusters on consecutive cores, row by row',
    paper: null,
  },
  'rows',
);
