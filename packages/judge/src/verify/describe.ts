import { boxName, vertexName, type Network, type Population } from '@nmap/ir';

/** How many ranges of a cluster are shown. */
const SHOWN = 3;

/**
 * `conv2[512..1023], h[7] and 4 more ranges`: ranges local to the population, inclusive; of units their boxes,
 * neighbours joined: `conv2[0..63, 4, 8..15]`.
 * `vertices` ascending. Time grows with the vertices and hardly with the populations.
 */
export function describeNeurons(network: Network, vertices: ArrayLike<number>): string {
  const ranges: string[] = [];
  let count = 0;
  for (let i = 0; i < vertices.length;) {
    const from = vertices[i++];
    const home = populationOf(network, from);
    const end = home === undefined ? from + 1 : home.first + home.vertexCount;
    let to = from;
    const box = boxOf(network, from);
    while (
      i < vertices.length &&
      vertices[i] === to + 1 &&
      vertices[i] < end &&
      join(box, network, vertices[i])
    )
      to = vertices[i++];
    if (++count > SHOWN) continue;
    ranges.push(box === null || home === undefined ? rangeText(home, from, to) : boxName(home, box));
  }
  const more = count - SHOWN;
  return ranges.join(', ') + (more > 0 ? ` and ${more} more ranges` : '');
}

/** `conv2[17]`; of a unit its box. */
export function describeNeuron(network: Network, vertex: number): string {
  const home = populationOf(network, vertex);
  return home === undefined ? rangeText(home, vertex, vertex) : vertexName(network, home, vertex);
}

function boxOf({ units }: Network, vertex: number): Uint32Array | null {
  return units === null ? null : units.boxes.slice(6 * vertex, 6 * vertex + 6);
}

/** Takes the next vertex into the box where both together are one; neurons follow each other anyway. */
function join(box: Uint32Array | null, network: Network, next: number): boolean {
  const other = boxOf(network, next);
  if (box === null || other === null) return true;
  const unlike = [0, 1, 2].filter(
    (axis) => box[2 * axis] !== other[2 * axis] || box[2 * axis + 1] !== other[2 * axis + 1],
  );
  if (unlike.length !== 1 || box[2 * unlike[0] + 1] !== other[2 * unlike[0]]) return false;
  box[2 * unlike[0] + 1] = other[2 * unlike[0] + 1]!;
  return true;
}

/** By bisection: populations are consecutive ranges, in order. */
function populationOf({ populations }: Network, vertex: number): Population | undefined {
  let low = 0;
  let high = populations.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (populations[middle].first + populations[middle].vertexCount <= vertex) low = middle + 1;
    else high = middle;
  }
  return populations[low];
}

function rangeText(home: Population | undefined, from: number, to: number): string {
  if (home === undefined) return `neuron ${from}`;
  const first = from - home.first;
  return from === to ? `${home.id}[${first}]` : `${home.id}[${first}..${to - home.first}]`;
}
