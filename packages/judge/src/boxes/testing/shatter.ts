import type { Rng } from '@nmap/kernels';
import type { Sides } from '../../manifest/stated-boxes.ts';

/** Cuts a box at random places again and again: disjoint boxes that are all of it. */
export function shatter(box: Sides, rng: Rng): Sides[] {
  const axis = rng.below(3);
  const length = box[2 * axis + 1] - box[2 * axis];
  if (length < 2 || rng.below(4) === 0) return [box];
  const cut = box[2 * axis] + 1 + rng.below(length - 1);
  const parts = [0, 1].map(
    (side) => box.map((at, index) => (index === 2 * axis + 1 - side ? cut : at)) as unknown as Sides,
  );
  return parts.flatMap((part) => shatter(part, rng));
}
