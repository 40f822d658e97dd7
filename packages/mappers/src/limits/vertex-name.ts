import { neuronsIn, type Network } from '@nmap/ir';

/** `hidden[12]`; of a unit its neurons along every axis of the population: `hidden[12..15]`, `conv1[0..63, 4, 7]`. */
export function vertexName(network: Network, vertex: number): string {
  const population = network.populations.find(
    ({ first, vertexCount }) => vertex >= first && vertex < first + vertexCount,
  );
  if (population === undefined) return `neuron ${vertex}`;
  const { units } = network;
  if (units === null) return `${population.id}[${vertex - population.first}]`;
  const box = units.boxes.subarray(6 * vertex, 6 * vertex + 6);
  // As axesOf sees it: three axes, the last two, or the last alone.
  const rank = population.shape.length;
  const axes = rank === 3 ? [0, 1, 2] : rank === 2 ? [1, 2] : [2];
  const ranges = axes.map((axis) => rangeText(box[2 * axis], box[2 * axis + 1]));
  return `${population.id}[${ranges.join(', ')}]`;
}

/** The neurons of a vertex, as part of a sentence: `neuron` or `group of 64 neurons`. */
export function vertexKind(network: Network, vertex: number): string {
  const neurons = neuronsIn(network, vertex);
  return neurons === 1 ? 'neuron' : `group of ${neurons} neurons`;
}

function rangeText(from: number, to: number): string {
  return to - from === 1 ? `${from}` : `${from}..${to - 1}`;
}
