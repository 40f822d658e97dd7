import {
  hasBoxes,
  type Manifest,
  type ManifestCore,
  type ManifestNeurons,
  type NeuronBox,
} from '../schema.ts';
import { boxVolume, neuronsHeld, overlap } from './boxes.ts';
import type { NamedNeurons } from './named-neurons.ts';

/** Where a core stands on the chip. */
export type CorePosition = Omit<ManifestCore, 'neurons'>;

/** The share of some neurons that one core holds. */
export interface FoundOnCore extends CorePosition {
  readonly neurons: ManifestNeurons;
  readonly count: number;
  /** Place of a single neuron in its core, where the manifest has tables. */
  readonly slot?: number;
}

/** Where some neurons are. */
export interface FoundNeurons {
  readonly population: string;
  /** Ascending by core. */
  readonly cores: readonly FoundOnCore[];
  /** Ports through which they enter and leave, where they are outside the chip. */
  readonly ports: readonly Omit<Manifest['ports'][number], 'populations'>[];
  /** Neurons asked for that no core holds: a sound manifest has none. */
  readonly missing: number;
}

/** Which cores hold neurons that were named. */
export function findNeurons(asked: NamedNeurons, { cores, ports, tables }: Manifest): FoundNeurons {
  const { population, external, count } = asked;
  if (external) {
    const held = ports.filter(({ populations }) => populations.includes(population));
    return { population, cores: [], ports: held.map(({ tile, x, y }) => ({ tile, x, y })), missing: 0 };
  }
  const found: FoundOnCore[] = [];
  for (const { neurons, ...position } of cores) {
    if (!Object.hasOwn(neurons, population)) continue;
    const share = shareOf(neurons[population], asked);
    if (share === null) continue;
    const slot = asked.count === 1 ? slotOf(asked, position.core, tables) : null;
    found.push({
      ...position,
      neurons: share,
      count: neuronsHeld(share),
      ...(slot === null ? {} : { slot }),
    });
  }
  const sum = found.reduce((total, { count: here }) => total + here, 0);
  return { population, cores: found, ports: [], missing: Math.max(0, count - sum) };
}

/** Only of a neuron that was asked for by its number: a list of slots has no shape. */
function slotOf(
  { population, range }: NamedNeurons,
  core: number,
  tables: Manifest['tables'],
): number | null {
  const slots = tables?.cores.find((each) => each.core === core)?.slots ?? [];
  if (range === null) return null;
  const run = slots.find(([id, first, last]) => id === population && first <= range[0] && range[0] <= last);
  return run === undefined ? null : run[3] + range[0] - run[1];
}

/** What a core holds of the neurons asked for; null = none. */
function shareOf(held: ManifestNeurons, { range, boxes }: NamedNeurons): ManifestNeurons | null {
  if (!hasBoxes(held)) {
    if (range === null) return null;
    const [from, to] = range;
    const ranges = held
      .map(([first, last]): [number, number] => [Math.max(first, from), Math.min(last, to)])
      .filter(([first, last]) => first <= last);
    return ranges.length === 0 ? null : ranges;
  }
  const shares = held.boxes.flatMap((box) =>
    (boxes ?? []).map((asked) => overlap(box, asked)).filter((each): each is NeuronBox => each !== null),
  );
  return shares.some((box) => boxVolume(box) > 0) ? { boxes: shares } : null;
}
