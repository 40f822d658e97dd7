import { readHardware } from './read-hardware.ts';
import { SIZED, SIZED_NAME, presetText } from './presets.ts';

/** A preset that differs from others in nothing but how many cores it has. */
export interface Board {
  readonly name: string;
  readonly cores: number;
}

/** Boards of one chip that have presets of their own, the smallest first. */
const OF_ONE_CHIP: readonly (readonly string[])[] = [
  ['loihi', 'loihi-2chip', 'loihi-32chip', 'loihi-768chip'],
  ['spinnaker4', 'spinnaker', 'spinnaker-frame'],
];

/**
 * The preset and every larger board of the same chip, the smallest first; of those in all sizes the square ones. Null where the
 * chip has one board.
 */
export function boardsFrom(name: string): readonly Board[] | null {
  const listed = OF_ONE_CHIP.find((names) => names.includes(name));
  if (listed !== undefined) return listed.slice(listed.indexOf(name)).map(boardNamed);
  const [, base = name] = SIZED_NAME.exec(name) ?? [];
  if (!Object.hasOwn(SIZED, base)) return null;
  const own = boardNamed(name);
  const { cores } = boardNamed(`${base}-1x1`);
  const squares = Array.from({ length: SIZED[base].most }, (_, at) => at + 1).map((side) => ({
    name: `${base}-${side}x${side}`,
    cores: side * side * cores,
  }));
  return [own, ...squares.filter((board) => board.cores > own.cores)];
}

function boardNamed(name: string): Board {
  const { text, fileName } = presetText(name);
  return { name, cores: readHardware(text, fileName).target.coreCount };
}
