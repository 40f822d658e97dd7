import { builtInNetwork, train } from '@nmap/dnn';

/**
 * A built-in network trained from nothing.
 * @param {string} net @param {import('../../study/lib/data-sets.mjs').StudyData} data @param {number} epochs @param {number} seed
 */
export function trained(net, data, epochs, seed) {
  const made = builtInNetwork(net).build({ inputShape: data.test.shape, classes: 10, seed });
  return train(made, data.train, { epochs, seed }).spec;
}
