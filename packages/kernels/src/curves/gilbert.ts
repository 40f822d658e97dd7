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
 * Cost O(width * height); recursion depth O(log(width * height)).
 *
 * @returns cells[step] = y * width + x; length width * height, each cell once.
 */
export function gilbertCurve(width: number, height: number): Uint32Array {
  const cells = new Uint32Array(width * height);
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
function evenHalf(length: number): number {
  const half = Math.floor(length / 2);
  return half % 2 === 1 && length > 2 ? half + 1 : half;
}

/**
 * Walks the rectangle spanned from the cell (x, y) by the major side (majorX,
 * majorY) and the minor side (minorX, minorY). Both are axis-parallel signed
 * lengths in cells; the walk ends at the far cell of the major side.
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
  for (let i = 0; i < length; i++) {
    walk.cells[walk.length++] = (y + i * stepY) * walk.width + (x + i * stepX);
  }
}
