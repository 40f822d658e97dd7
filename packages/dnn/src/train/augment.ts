import type { Rng } from '@nmap/kernels';

export interface Augmentation {
  /** Images are shifted by up to so many pixels on both axes; what comes in is 0. */
  readonly maximumShift: number;
  /** Half of the images are mirrored, left to right. */
  readonly mirror: boolean;
}

/** Changes an image of `shape` in place; `scratch` holds as many values. */
export function augment(
  image: Float64Array,
  shape: readonly number[],
  { maximumShift, mirror }: Augmentation,
  rng: Rng,
  scratch: Float64Array,
): void {
  const [channels, height, width] = shape;
  const down = rng.below(2 * maximumShift + 1) - maximumShift;
  const right = rng.below(2 * maximumShift + 1) - maximumShift;
  const mirrored = mirror && rng.below(2) === 1;
  if (down === 0 && right === 0 && !mirrored) return;
  scratch.set(image);
  image.fill(0);
  for (let channel = 0; channel < channels; channel++) {
    for (let y = Math.max(0, down); y < Math.min(height, height + down); y++) {
      const to = (channel * height + y) * width;
      const from = (channel * height + y - down) * width;
      for (let x = Math.max(0, right); x < Math.min(width, width + right); x++) {
        image[to + x] = scratch[from + (mirrored ? width - 1 - (x - right) : x - right)];
      }
    }
  }
}
