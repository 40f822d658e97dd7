/**
 * Linear assignment of rows to distinct columns at least cost, with the dual prices: shortest
 * augmenting paths (R. Jonker, A. Volgenant, Computing 38, 1987, doi:10.1007/BF02278710).
 * O(rows^2 * columns). Scratch is allocated once for the largest size.
 */
export class LinearAssignment {
  /** rowPrice[row] + columnPrice[column] <= cost, with equality on the assignment; columnPrice <= 0. */
  readonly rowPrice: Float64Array;
  readonly columnPrice: Float64Array;
  /** rowOf[column]; -1 where free. */
  readonly rowOf: Int32Array;
  readonly #columns: number;
  readonly #slack: Float64Array;
  readonly #previous: Int32Array;
  readonly #isInTree: Uint8Array;

  constructor(mostRows: number, mostColumns: number) {
    this.rowPrice = new Float64Array(mostRows);
    this.columnPrice = new Float64Array(mostColumns + 1);
    this.rowOf = new Int32Array(mostColumns + 1);
    this.#columns = mostColumns;
    this.#slack = new Float64Array(mostColumns + 1);
    this.#previous = new Int32Array(mostColumns + 1);
    this.#isInTree = new Uint8Array(mostColumns + 1);
  }

  /**
   * @param cost cost[row * stride + column], finite; rows <= columns.
   * @returns the least cost.
   */
  solve(cost: Float64Array, rows: number, columns: number, stride: number): number {
    const { rowPrice, columnPrice, rowOf } = this;
    const slack = this.#slack;
    const previous = this.#previous;
    const isInTree = this.#isInTree;
    // The last column is where each augmenting path begins.
    const root = this.#columns;
    rowPrice.fill(0, 0, rows);
    columnPrice.fill(0);
    rowOf.fill(-1);
    for (let row = 0; row < rows; row++) {
      slack.fill(Infinity, 0, columns);
      isInTree.fill(0);
      rowOf[root] = row;
      let column = root;
      do {
        isInTree[column] = 1;
        const current = rowOf[column];
        let step = Infinity;
        let nearest = -1;
        for (let c = 0; c < columns; c++) {
          if (isInTree[c] === 1) continue;
          const reduced = cost[current * stride + c] - rowPrice[current] - columnPrice[c];
          if (reduced < slack[c]) {
            slack[c] = reduced;
            previous[c] = column;
          }
          if (slack[c] < step) {
            step = slack[c]!;
            nearest = c;
          }
        }
        for (let c = 0; c < columns; c++) {
          if (isInTree[c] === 1) {
            rowPrice[rowOf[c]] += step;
            columnPrice[c] -= step;
          } else slack[c] -= step;
        }
        rowPrice[rowOf[root]] += step;
        column = nearest;
      } while (rowOf[column] !== -1);
      while (column !== root) {
        const before = previous[column];
        rowOf[column] = rowOf[before]!;
        column = before;
      }
    }
    let sum = 0;
    for (let c = 0; c < columns; c++) if (rowOf[c] !== -1) sum += cost[rowOf[c] * stride + c];
    return sum;
  }
}
