/**
 * A generalised Hilbert curve: an order of the cells of any rectangle in which
 * neighbours in the order are neighbours on the grid. On squares of side 2^k it
 * is the Hilbert curve. One step is diagonal where the longer side is odd and
 * the shorter one even and larger than 1; no walk of unit steps from corner to
 * corner along the longer side exists there.
 *
 * **Source** the idea of J. Cerveny, "gilbert: space-filling curve for
 * rectangular domains of arbitrary size", 2018: a rectangle is walked from one
 * corner to the other end of its major side; a long one is cut in two along the
 * major side, any other is walked as "up, across, down". Own implementation.
 *
 * Cost O(count); recursion depth O(log(width * height)).
 *
 * @param count cells wanted: the first ones of the walk, by default all.
 * @returns cells[step] = y * width + x; length `count`, each cell at most once.
 */
export function gilbertCurve(width: number, height: number, count = width * height): Uint32Array {
  const cells = new Uint32Array(Math.min(count, width * height));
  if (cells.length === 0) return cells;
  const walk: Walk = { width, cells, length: 0 };
  if (width >= height) walkRectangle(walk, 0, 0, width, 0, 0, height);
  else walkRectangle(walk, 0, 0, 0, height, width, 0);
  return cells;
}

interface Walk {
  readonly width: number;
  readonly cells: Uint32Array;
  length: number;
}

/** Cut points are moved to even lengths, so that the pieces join without a diagonal step. */
export function evenHalf(length: number): number {
  const half = Math.floor(length / 2);
  return half % 2 === 1 && length > 2 ? half + 1 : half;
}

/**
 * Walks the rectangle spanned from the cell (x, y) by the major side (majorX,
 * majorY) and the minor side (minorX, minorY). Both are axis-parallel signed
 * lengths in cells; the walk ends at the far cell of the major side, or where enough cells are found.
 */
function walkRectangle(
  walk: Walk,
  x: number,
  y: number,
  majorX: number,
  majorY: number,
  minorX: number,
  minorY: number,
): void {
  if (walk.length === walk.cells.length) return;
  const major = Math.abs(majorX + majorY);
  const minor = Math.abs(minorX + minorY);
  const stepX = Math.sign(majorX);
  const stepY = Math.sign(majorY);
  const sideX = Math.sign(minorX);
  const sideY = Math.sign(minorY);

  if (minor === 1) return walkLine(walk, x, y, stepX, stepY, major);
  if (major === 1) return walkLine(walk, x, y, sideX, sideY, minor);

  if (2 * major > 3 * minor) {
    const half = evenHalf(major);
    const halfX = half * stepX;
    const halfY = half * stepY;
    walkRectangle(walk, x, y, halfX, halfY, minorX, minorY);
    walkRectangle(walk, x + halfX, y + halfY, majorX - halfX, majorY - halfY, minorX, minorY);
    return;
  }

  const up = evenHalf(minor);
  const upX = up * sideX;
  const upY = up * sideY;
  const across = Math.floor(major / 2);
  const acrossX = across * stepX;
  const acrossY = across * stepY;
  walkRectangle(walk, x, y, upX, upY, acrossX, acrossY);
  walkRectangle(walk, x + upX, y + upY, majorX, majorY, minorX - upX, minorY - upY);
  walkRectangle(
    walk,
    x + (majorX - stepX) + (upX - sideX),
    y + (majorY - stepY) + (upY - sideY),
    -upX,
    -upY,
    -(majorX - acrossX),
    -(majorY - acrossY),
  );
}

function walkLine(walk: Walk, x: number, y: number, stepX: number, stepY: number, length: number): void {
  const end = Math.min(length, walk.cells.length - walk.length);
  for (let i = 0; i < end; i++) {
    walk.cells[walk.length++] = (y + i * stepY) * walk.width + (x + i * stepX);
  }
}
