/** Stable: populations in the order of their first neuron in `order`, neurons of each as they stand there. */
export function groupByPopulation(order: Uint32Array, populations: Uint32Array): Uint32Array {
  const members = new Map<number, number[]>();
  for (const neuron of order) {
    const population = populations[neuron];
    const list = members.get(population);
    if (list === undefined) members.set(population, [neuron]);
    else list.push(neuron);
  }
  const grouped = new Uint32Array(order.length);
  let at = 0;
  for (const list of members.values()) for (const neuron of list) grouped[at++] = neuron;
  return grouped;
}
