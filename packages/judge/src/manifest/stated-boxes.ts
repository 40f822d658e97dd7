/** Neurons as a manifest states them, as boxes of their population: a range is up to five. */
import { axesOf, type Population } from '@nmap/ir';
import { boxesOfRange, hasBoxes, type ManifestNeurons, type NeuronBox } from '@nmap/manifest';

/** From and to, exclusive, along channels, rows and columns. */
export type Sides = readonly [
  channelFrom: number,
  channelTo: number,
  rowFrom: number,
  rowTo: number,
  columnFrom: number,
  columnTo: number,
];

/** One entry of the list: a range or a box. */
export interface Stated {
  /** As the manifest writes it. */
  readonly text: string;
  /** What the population has, where the entry passes it; null where it lies within. */
  readonly outside: string | null;
  /** First and last neuron; null for a box. */
  readonly range: readonly [number, number] | null;
  /** What it covers, where it lies within. */
  readonly boxes: readonly Sides[];
}

export function statedIn(
  neurons: ManifestNeurons,
  { shape, size }: Pick<Population, 'shape' | 'size'>,
): Stated[] {
  const axes = axesOf(shape);
  if (!hasBoxes(neurons)) {
    return neurons.map(([first, last]) => {
      const outside = last >= size ? `0..${size - 1}` : null;
      const boxes = outside === null ? boxesOfRange(first, last + 1, axes).map(sidesOf) : [];
      return { text: `[${first}, ${last}]`, outside, range: [first, last], boxes };
    });
  }
  const all = boxText([0, axes[0], 0, axes[1], 0, axes[2]]);
  return neurons.boxes.map((box) => {
    const sides = sidesOf(box);
    const within = axes.every((length, axis) => sides[2 * axis + 1] <= length);
    return { text: boxText(sides), outside: within ? null : all, range: null, boxes: [sides] };
  });
}

function sidesOf(box: NeuronBox): Sides {
  return box.flat() as unknown as Sides;
}

/** `[[0,64],[8,16],[0,8]]`, as it stands in a manifest. */
export function boxText(sides: ArrayLike<number>, at = 0): string {
  const pair = (axis: number): string => `[${sides[at + 2 * axis]},${sides[at + 2 * axis + 1]}]`;
  return `[${pair(0)},${pair(1)},${pair(2)}]`;
}

/**
 * A box of a grid as runs of consecutive places, first and last: planes, rows and columns as they are numbered one after
 * the other. Whole rows and whole planes that follow each other are one run.
 */
export function* runsOf(
  [channelFrom, channelTo, rowFrom, rowTo, from, to]: Sides,
  [, rows, columns]: readonly [channels: number, rows: number, columns: number],
): Iterable<readonly [first: number, last: number]> {
  const at = (channel: number, row: number, column: number): number =>
    (channel * rows + row) * columns + column;
  const wholeRows = from === 0 && to === columns;
  if (wholeRows && rowFrom === 0 && rowTo === rows) {
    yield [at(channelFrom, 0, 0), at(channelTo, 0, 0) - 1];
    return;
  }
  for (let channel = channelFrom; channel < channelTo; channel++) {
    if (wholeRows) yield [at(channel, rowFrom, 0), at(channel, rowTo, 0) - 1];
    else for (let row = rowFrom; row < rowTo; row++) yield [at(channel, row, from), at(channel, row, to) - 1];
  }
}
