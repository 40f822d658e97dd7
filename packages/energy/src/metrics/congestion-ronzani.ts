import type { Congestion } from './congestion-jin.ts';
import type { PairTraffic } from './pair-traffic.ts';

/**
 * Packets that visit a core if every packet takes a random monotone route: 1/2-1/2 at every
 * free choice, forced steps along the border of the bounding box. Average and maximum over
 * all cores of the mesh.
 *
 * **Source** M. Ronzani, C. Silvano, released evaluators of AxonFlow and AxonCUDA.
 * `congestion/ronzani-corrected` is what they define. `congestion/ronzani-published` repeats
 * what they compute, for comparison with their tables only:
 * (a) the walk starts in the lower left cell of the box, wherever the source is;
 * (b) the maximum leaves out the last column and the last row of every box.
 *
 * Cost: O(sum of the areas of the boxes); null beyond `cellLimit` of them.
 */
export function congestionRonzani(
  pairs: PairTraffic,
  columns: number,
  rows: number,
  variant: 'corrected' | 'published',
  cellLimit: number,
): Congestion | null {
  const { left: firstX, low: firstY, width: spanX, height: spanY } = rectangleOf(pairs, columns);
  // Nothing happens outside the rectangle that holds all boxes.
  const visits = new Float64Array(spanX * spanY);
  const box = new Float64Array(spanX * spanY);
  let cells = 0;
  let sum = 0;
  for (let pair = 0; pair < pairs.pairCount; pair++) {
    const from = pairs.from[pair];
    const to = pairs.to[pair];
    const fromX = from % columns;
    const fromY = (from - fromX) / columns;
    const dx = (to % columns) - fromX;
    const dy = (to - (to % columns)) / columns - fromY;
    const width = Math.abs(dx) + 1;
    const height = Math.abs(dy) + 1;
    cells += width * height;
    if (cells > cellLimit) return null;

    const published = variant === 'published';
    walk(box, dx, dy, published);
    const left = Math.min(fromX, fromX + dx);
    const low = Math.min(fromY, fromY + dy);
    const weight = pairs.weight[pair];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const share = weight * box[y * width + x];
        sum += share;
        if (published && (x === width - 1 || y === height - 1)) continue;
        visits[(low - firstY + y) * spanX + left - firstX + x] += share;
      }
    }
  }
  let max = 0;
  for (const load of visits) if (load > max) max = load;
  return { average: sum / (columns * rows), max };
}

/** The smallest one that holds the ends of all pairs. */
function rectangleOf({ pairCount, from, to }: PairTraffic, columns: number) {
  let [left, right, low, high] = [Infinity, -1, Infinity, -1];
  for (let pair = 0; pair < pairCount; pair++) {
    for (const tile of [from[pair], to[pair]]) {
      const x = tile % columns;
      const y = (tile - x) / columns;
      left = Math.min(left, x);
      right = Math.max(right, x);
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
  }
  return pairCount === 0
    ? { left: 0, low: 0, width: 0, height: 0 }
    : { left, low, width: right - left + 1, height: high - low + 1 };
}

/**
 * box[y * width + x] = probability of a visit to the cell at (x, y) from the box's lower left
 * corner; the walk goes from the source's corner towards the destination's.
 */
function walk(box: Float64Array, dx: number, dy: number, fromOrigin: boolean): void {
  const width = Math.abs(dx) + 1;
  const height = Math.abs(dy) + 1;
  const stepX = dx < 0 ? -1 : 1;
  const stepY = dy < 0 ? -1 : 1;
  const lastX = dx < 0 ? 0 : width - 1;
  const lastY = dy < 0 ? 0 : height - 1;
  box.fill(0, 0, width * height);
  box[fromOrigin ? 0 : (height - 1 - lastY) * width + (width - 1 - lastX)] = 1;
  for (let i = 0, y = height - 1 - lastY; i < height; i++, y += stepY) {
    for (let j = 0, x = width - 1 - lastX; j < width; j++, x += stepX) {
      const here = box[y * width + x];
      if (here === 0 || (x === lastX && y === lastY)) continue;
      if (x === lastX) box[(y + stepY) * width + x] += here;
      else if (y === lastY) box[y * width + x + stepX] += here;
      else {
        box[(y + stepY) * width + x] += here / 2;
        box[y * width + x + stepX] += here / 2;
      }
    }
  }
}
