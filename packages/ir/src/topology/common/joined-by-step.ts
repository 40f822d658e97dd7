import type { GridSize, Tile } from '../topology-kind.ts';
import type { GridSteps } from './grid-links.ts';

/** Whether one step leads from one tile to another one. */
export function joinedByStep(steps: GridSteps, { columns, rows }: GridSize, from: Tile, to: Tile): boolean {
  const isStep = (difference: number, step: number, size: number): boolean =>
    steps.wraps ? (difference - step) % size === 0 : difference === step;
  if (from[0] === to[0] && from[1] === to[1]) return false;
  return steps.x.some(
    (stepX, direction) =>
      isStep(to[0] - from[0], stepX, columns) && isStep(to[1] - from[1], steps.y[direction], rows),
  );
}
