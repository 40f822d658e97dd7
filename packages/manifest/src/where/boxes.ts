import { hasBoxes, type Manifest, type ManifestNeurons, type NeuronBox } from '../schema.ts';

/** Channels, rows and columns. */
export type Axes = readonly [number, number, number];

/** What a manifest says of the shape of a population, of which it lists every neuron. */
export interface StatedShape {
  readonly size: number;
  /** null where it is listed in ranges, which have no shape. */
  readonly axes: Axes | null;
}

/** The shape of every population on the cores, as far as their lists show it. */
export function statedShapes({ cores }: Pick<Manifest, 'cores'>): Map<string, StatedShape> {
  const shapes = new Map<string, StatedShape>();
  for (const { neurons } of cores) {
    for (const [id, held] of Object.entries(neurons)) {
      const { size, axes } = shapes.get(id) ?? { size: 0, axes: null };
      if (hasBoxes(held)) {
        const most = [0, 1, 2].map((axis) =>
          held.boxes.reduce((end, box) => Math.max(end, box[axis][1]), axes?.[axis] ?? 0),
        ) as unknown as Axes;
        shapes.set(id, { size: Math.max(size, volume(most)), axes: most });
      } else shapes.set(id, { size: Math.max(size, held.at(-1)![1] + 1), axes });
    }
  }
  return shapes;
}

/** Consecutive neurons: the rest of a row, the rest of a channel, whole channels, and the same at the other end. */
export function boxesOfRange(from: number, to: number, [, rows, columns]: Axes): NeuronBox[] {
  const boxes: NeuronBox[] = [];
  const plane = rows * columns;
  for (let at = from; at < to;) {
    const channel = Math.floor(at / plane);
    const row = Math.floor((at % plane) / columns);
    const column = at % columns;
    const whole = Math.floor((to - at) / plane);
    const wholeRows = Math.min(rows - row, Math.floor((to - at) / columns));
    if (row === 0 && column === 0 && whole > 0) {
      boxes.push([
        [channel, channel + whole],
        [0, rows],
        [0, columns],
      ]);
      at += whole * plane;
    } else if (column === 0 && wholeRows > 0) {
      boxes.push([
        [channel, channel + 1],
        [row, row + wholeRows],
        [0, columns],
      ]);
      at += wholeRows * columns;
    } else {
      const end = Math.min(columns, column + to - at);
      boxes.push([
        [channel, channel + 1],
        [row, row + 1],
        [column, end],
      ]);
      at += end - column;
    }
  }
  return boxes;
}

/** What two boxes share; null where that is nothing. */
export function overlap(a: NeuronBox, b: NeuronBox): NeuronBox | null {
  const both = a.map(([from, to], axis) => [Math.max(from, b[axis][0]), Math.min(to, b[axis][1])] as const);
  return both.every(([from, to]) => from < to) ? (both as unknown as NeuronBox) : null;
}

export function boxVolume(box: NeuronBox): number {
  return box.reduce((product, [from, to]) => product * (to - from), 1);
}

/** How many neurons a list holds. */
export function neuronsHeld(neurons: ManifestNeurons): number {
  return hasBoxes(neurons)
    ? neurons.boxes.reduce((sum, box) => sum + boxVolume(box), 0)
    : neurons.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

function volume(axes: Axes): number {
  return axes[0] * axes[1] * axes[2];
}
