/**
 * Networks for the partitioners: a neuron is a number, and numbers are shuffled, so that no
 * partitioner profits from the order in which a generator happened to count.
 *
 * @typedef {{ readonly name: string, readonly neuronCount: number, readonly spikes: Uint32Array,
 *   readonly start: Uint32Array, readonly target: Uint32Array }} BenchNet CSR by source neuron; spikes at least 1,
 *   since other partitioners take no weight of 0.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lower } from '@nmap/ir';
import { Rng } from '@nmap/kernels';
import { GENERATORS } from '@nmap/networks';
import { runProgram } from './child.mjs';

/** Made by our own generators: about the shapes of the shared ones, not the same networks. */
const OWN = {
  lenet5: ['lenet5', { activity: 'lognormal' }],
  vgg8: ['vgg', { activity: 'lognormal' }],
  lsm10k: ['lsm', { grid: '20x20x25' }],
  ws10k: ['small-world', {}],
  er10k: ['random', {}],
};

/** @param {string} name @returns {BenchNet} */
export function ownNet(name) {
  const [kind, options] = OWN[name] ?? [];
  if (kind === undefined) throw new Error(`no generator of ours makes ${name}; set NMAP_DATA`);
  const { network } = lower(GENERATORS[kind].generate(options));
  return {
    name: `${name} (own)`,
    neuronCount: network.neuronCount,
    spikes: network.spikes.map((count) => Math.max(1, count)),
    start: network.outStart,
    target: network.outTarget,
  };
}

export const OWN_NETS = Object.keys(OWN);

/**
 * A network of the shared set, made by its own generator into `folder`.
 * @param {string} dataFolder @param {string} name @param {string} folder @returns {Promise<BenchNet>}
 */
export async function sharedNet(dataFolder, name, folder) {
  const generator = join(dataFolder, 'bench', 'nets.mjs');
  const { exit, stderr } = await runProgram(process.execPath, [generator, name, folder], 600);
  if (exit !== 0) throw new Error(`${generator} ${name} ended with ${exit}: ${stderr}`);
  const made = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
  return {
    name,
    neuronCount: made.n,
    spikes: Uint32Array.from(made.spikes, (count) => Math.max(1, count)),
    start: Uint32Array.from(made.rowptr),
    target: Uint32Array.from(made.col),
  };
}

/** The same network with other ids. @param {BenchNet} net @param {number} seed @returns {BenchNet} */
export function shuffledNet(net, seed) {
  const { neuronCount } = net;
  const newId = Rng.fork(seed, 'bench/shuffle', 0).shuffle(
    Uint32Array.from({ length: neuronCount }, (_, i) => i),
  );
  const oldId = new Uint32Array(neuronCount);
  for (let old = 0; old < neuronCount; old++) oldId[newId[old]] = old;
  const start = new Uint32Array(neuronCount + 1);
  const target = new Uint32Array(net.target.length);
  let at = 0;
  for (let id = 0; id < neuronCount; id++) {
    start[id] = at;
    for (let k = net.start[oldId[id]]; k < net.start[oldId[id] + 1]; k++) target[at++] = newId[net.target[k]];
    target.subarray(start[id], at).sort();
  }
  start[neuronCount] = at;
  return {
    name: net.name,
    neuronCount,
    spikes: net.spikes.map((_, id) => net.spikes[oldId[id]]),
    start,
    target,
  };
}

/** As the compiler sees it: one population, a list of synapses. @param {BenchNet} net */
export function lowered(net) {
  const pre = new Uint32Array(net.target.length);
  for (let id = 0; id < net.neuronCount; id++) pre.fill(id, net.start[id], net.start[id + 1]);
  return lower({
    name: net.name,
    timestepMs: 1,
    durationMs: 1000,
    populations: [{ id: 'all', size: net.neuronCount, spikes: net.spikes }],
    projections: [{ from: 'all', to: 'all', connector: 'list', pre, post: net.target }],
  }).network;
}

/**
 * Connectivity, sum over neurons of spikes x (parts touched - 1), and the largest part: counted here
 * and by nothing that a partitioner also uses.
 * @param {BenchNet} net @param {ArrayLike<number>} partOf @param {number} partCount
 */
export function judge(net, partOf, partCount) {
  const sizes = new Uint32Array(partCount);
  const seenBy = new Int32Array(partCount).fill(-1);
  let connectivity = 0;
  for (let id = 0; id < net.neuronCount; id++) {
    sizes[partOf[id]]++;
    seenBy[partOf[id]] = id;
    let others = 0;
    for (let k = net.start[id]; k < net.start[id + 1]; k++) {
      const part = partOf[net.target[k]];
      if (seenBy[part] === id) continue;
      seenBy[part] = id;
      others++;
    }
    connectivity += net.spikes[id] * others;
  }
  return {
    connectivity,
    largest: sizes.reduce((a, b) => Math.max(a, b), 0),
    used: sizes.filter((size) => size > 0).length,
  };
}
