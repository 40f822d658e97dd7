import type { ShareInterval } from '@nmap/conversion';
import { sizeOf, type DnnSpec } from '@nmap/dnn';
import { NmapError, type Diagnostic } from '@nmap/ir';

/** An accuracy below this many times that of guessing is no accuracy. */
const NEAR_CHANCE = 1.5;
/** With so many images of each class the share itself is taken at its word. */
const IMAGES_OF_A_CLASS = 10;

/**
 * A model that guesses was fed other numbers than it was trained on.
 * @param measured of `images` images; of few of them only what cannot be luck is refused, and the rest is a warning.
 * @throws NmapError (input)
 */
export function refuseChance(spec: DnnSpec, measured: ShareInterval, images: number): Diagnostic[] {
  const classes = sizeOf(spec.layers[spec.output].shape);
  if (classes < 2) return [];
  const chance = 1 / classes;
  // Of few classes, half way between guessing and always right is no guess any more.
  const suspicious = Math.min(NEAR_CHANCE * chance, 0.5 + 0.5 * chance);
  if (measured.share > suspicious) return [];
  const diagnostic = {
    where: spec.name,
    message:
      `answers ${(100 * measured.share).toFixed(1)} % of ${images} images rightly; guessing among ${classes} classes ` +
      `would be ${(100 * chance).toFixed(1)} %: it was trained on other numbers, or these are not its labels.`,
    have: measured.share,
    need: suspicious,
    unit: 'share of the images',
    hint: 'Give --scale (1/255 for bytes), or data that are prepared as for training. nmap convert goes on without labels.',
  };
  if (images < IMAGES_OF_A_CLASS * classes && measured.high > suspicious)
    return [{ code: 'W1787', severity: 'warning', ...diagnostic }];
  throw new NmapError('input', [{ code: 'E1772', severity: 'error', ...diagnostic }]);
}
