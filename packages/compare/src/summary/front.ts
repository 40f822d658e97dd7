/** Who is beaten in neither of two costs. */
import type { FrontPoint } from './summary.ts';

export function frontOf(points: readonly Omit<FrontPoint, 'onFront'>[]): FrontPoint[] {
  return points.map((point) => ({
    ...point,
    onFront: !points.some(({ x, y }) => x <= point.x && y <= point.y && (x < point.x || y < point.y)),
  }));
}
