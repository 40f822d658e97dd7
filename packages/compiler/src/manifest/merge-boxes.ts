import type { NeuronBox } from '@nmap/manifest';

/** From and to, exclusive, along channels, rows and columns. */
type Sides = [number, number, number, number, number, number];

/**
 * Few boxes that cover the same neurons: neighbours that agree in two axes and touch in the third become one, along columns
 * first, then rows, then channels, until none is left. Not the fewest possible, which is a hard problem; a core's
 * share of a layer is a box nearly always. O(n log n) a round.
 * @param boxes disjoint.
 * @returns disjoint, ascending by their first neuron; the same for any order of the input.
 */
export function mergeBoxes(boxes: readonly Readonly<Sides>[]): NeuronBox[] {
  let merged = boxes.map((box): Sides => [...box]);
  for (let before = -1; before !== merged.length;) {
    before = merged.length;
    for (const axis of [2, 1, 0]) merged = mergeAlong(merged, axis);
  }
  const pairs = merged.sort(byCorner).map((box): NeuronBox => [
    [box[0], box[1]],
    [box[2], box[3]],
    [box[4], box[5]],
  ]);
  return pairs;
}

function mergeAlong(boxes: Sides[], axis: number): Sides[] {
  if (boxes.length < 2) return boxes;
  const others = [0, 1, 2].filter((other) => other !== axis);
  const key = [...others.flatMap((other) => [2 * other, 2 * other + 1]), 2 * axis];
  boxes.sort((a, b) => {
    for (const at of key) if (a[at] !== b[at]) return a[at] - b[at];
    return 0;
  });
  const merged: Sides[] = [];
  for (const box of boxes) {
    const last = merged.at(-1);
    const touches =
      last?.[2 * axis + 1] === box[2 * axis] && key.slice(0, 4).every((at) => last[at] === box[at]);
    if (touches) last[2 * axis + 1] = box[2 * axis + 1];
    else merged.push(box);
  }
  return merged;
}

function byCorner(a: Sides, b: Sides): number {
  return a[0] - b[0] || a[2] - b[2] || a[4] - b[4];
}
