import { ProgramBuilder, type IntegerProgram } from '../../solver/integer-program.ts';
import type { AssignmentModel } from './model.ts';

/** Columns x[i * coreCount + c] come first. */
export interface PlacementProgram {
  readonly program: IntegerProgram;
  readonly column: Int32Array;
}

/**
 * The quadratic assignment as a mixed-integer programme: for every cluster i on every core c a
 * real column z[i, c] holds the cost of its packets to the clusters j > i,
 *   z[i, c] >= sum over j > i, d of flow(i, j) * distance(c, d) * x[j, d] - most[i, c] * (1 - x[i, c]),
 * with most[i, c] the largest value that the sum can take.
 *
 * **Source** L. Kaufman, F. Broeckx, "An algorithm for the quadratic assignment problem using Benders'
 * decomposition", European J. of Operational Research 2, 1978, doi:10.1016/0377-2217(78)90095-4.
 */
export function integerProgram(model: AssignmentModel): PlacementProgram {
  const { clusterCount: n, coreCount: m, allowed, fixed, out, distance } = model;
  const builder = new ProgramBuilder('placement');
  const column = new Int32Array(n * m).fill(-1);
  for (let k = 0; k < n * m; k++) if (allowed[k] === 1) column[k] = builder.binary(fixed[k]);
  for (let i = 0; i < n; i++) {
    const columns = [...column.subarray(i * m, (i + 1) * m)].filter((x) => x >= 0);
    builder.row(
      columns,
      columns.map(() => 1),
      1,
      1,
    );
  }
  for (let c = 0; c < m; c++) {
    const columns = Array.from({ length: n }, (_, i) => column[i * m + c]).filter((x) => x >= 0);
    builder.row(
      columns,
      columns.map(() => 1),
      0,
      1,
    );
  }
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < m; c++) {
      if (column[i * m + c] < 0) continue;
      const columns: number[] = [];
      const coefficients: number[] = [];
      let most = 0;
      for (let j = i + 1; j < n; j++) {
        const there = out[i * n + j];
        const back = out[j * n + i];
        if (there + back === 0) continue;
        let farthest = 0;
        for (let d = 0; d < m; d++) {
          if (column[j * m + d] < 0 || d === c) continue;
          const price = there * distance[c * m + d] + back * distance[d * m + c];
          farthest = Math.max(farthest, price);
          columns.push(column[j * m + d]);
          coefficients.push(-price);
        }
        most += farthest;
      }
      if (most === 0) continue;
      const z = builder.real(1);
      builder.row([z, ...columns, column[i * m + c]], [1, ...coefficients, -most], -most, Infinity);
    }
  }
  return { program: builder.build(), column };
}
