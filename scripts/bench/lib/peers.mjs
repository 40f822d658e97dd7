/**
 * Partitioners of others, where they are on the PATH: gpmetis (Karypis, Kumar) and Scotch's
 * gpart (Pellegrini). Both see the symmetrised graph: an edge weighs the spikes of both its ends
 * over the directions that exist. Their own figure for the partitioning step alone is their time,
 * without reading and writing files, which is in their favour (gpmetis: CPU seconds).
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transpose } from '@nmap/kernels';
import { runProgram } from './child.mjs';

/** @typedef {import('./networks.mjs').BenchNet} BenchNet */
/** @typedef {{ readonly net: BenchNet, readonly partCount: number, readonly cap: number, readonly seed: number,
 *   readonly folder: string }} PeerJob */

/** The peers that can be started here. @returns {Promise<{ name: string, run: (job: PeerJob) => Promise<{ partOf: Uint32Array, timeS: number }> }[]>} */
export async function availablePeers() {
  const peers = [];
  if (await starts('gpmetis')) {
    peers.push({ name: 'gpmetis', run: (job) => runMetis(job, []) });
    peers.push({ name: 'gpmetis -objtype=vol', run: (job) => runMetis(job, ['-objtype=vol']) });
    peers.push({ name: 'gpmetis -ptype=rb', run: (job) => runMetis(job, ['-ptype=rb']) });
  }
  for (const program of ['gpart', 'scotch_gpart']) {
    if (!(await starts(program))) continue;
    peers.push({ name: program, run: (job) => runScotch(job, program) });
    break;
  }
  return peers;
}

function starts(program) {
  return runProgram(program, [program === 'gpmetis' ? '-help' : '-h'], 10).then(
    () => true,
    () => false,
  );
}

/** Writes the two files that the peers read. @param {BenchNet} net @param {string} folder */
export async function writePeerFiles(net, folder) {
  const { start, target, weight } = symmetrised(net);
  const metis = [`${net.neuronCount} ${target.length / 2} 101`];
  const scotch = ['0', `${net.neuronCount} ${target.length}`, '0 010'];
  for (let id = 0; id < net.neuronCount; id++) {
    let metisLine = String(net.spikes[id]);
    let scotchLine = String(start[id + 1] - start[id]);
    for (let k = start[id]; k < start[id + 1]; k++) {
      metisLine += ` ${target[k] + 1} ${weight[k]}`;
      scotchLine += ` ${weight[k]} ${target[k]}`;
    }
    metis.push(metisLine);
    scotch.push(scotchLine);
  }
  await writeFile(join(folder, 'net.graph'), `${metis.join('\n')}\n`);
  await writeFile(join(folder, 'net.grf'), `${scotch.join('\n')}\n`);
}

/** Both directions of every edge, merged, without self-loops. @param {BenchNet} net */
function symmetrised(net) {
  const n = net.neuronCount;
  const incoming = transpose({ start: net.start, target: net.target }, n);
  const start = new Uint32Array(n + 1);
  const target = new Uint32Array(net.target.length * 2);
  const weight = new Uint32Array(net.target.length * 2);
  let at = 0;
  for (let id = 0; id < n; id++) {
    let out = net.start[id];
    let into = incoming.start[id];
    while (out < net.start[id + 1] || into < incoming.start[id + 1]) {
      const a = out < net.start[id + 1] ? net.target[out] : Infinity;
      const b = into < incoming.start[id + 1] ? incoming.target[into] : Infinity;
      const other = Math.min(a, b);
      let spikes = 0;
      for (; out < net.start[id + 1] && net.target[out] === other; out++) spikes = net.spikes[id];
      let back = 0;
      for (; into < incoming.start[id + 1] && incoming.target[into] === other; into++)
        back = net.spikes[other];
      if (other === id) continue;
      target[at] = other;
      weight[at++] = spikes + back;
    }
    start[id + 1] = at;
  }
  return { start, target: target.subarray(0, at), weight };
}

/** Share of a part's fair size that a part may be larger. @param {PeerJob} job */
function slack({ net, partCount, cap }) {
  return (cap * partCount) / net.neuronCount - 1;
}

/** @param {PeerJob} job @param {readonly string[]} options */
async function runMetis(job, options) {
  const graph = join(job.folder, 'net.graph');
  const imbalance = Math.max(1, Math.floor(slack(job) * 1000));
  const args = [`-seed=${job.seed}`, `-ufactor=${imbalance}`, ...options, graph, String(job.partCount)];
  const { exit, stdout, stderr } = await runProgram('gpmetis', args, 600);
  const time = /Partitioning:\s+([\d.]+)\s+sec/.exec(stdout);
  if (exit !== 0 || time === null) throw new Error(`gpmetis ended with ${exit}: ${stderr}${stdout}`);
  const text = await readFile(`${graph}.part.${job.partCount}`, 'utf8');
  return { partOf: Uint32Array.from(text.trim().split('\n'), Number), timeS: Number(time[1]) };
}

/**
 * Scotch may leave the balance that it was asked for; asked for less, it mostly keeps the cap.
 * @param {PeerJob} job @param {string} program
 */
async function runScotch(job, program) {
  let result;
  for (const share of [1, 0.5, 0.25]) {
    result = await runScotchOnce(job, program, slack(job) * share);
    const sizes = new Uint32Array(job.partCount);
    for (const part of result.partOf) sizes[part]++;
    if (sizes.every((size) => size <= job.cap)) break;
  }
  return result;
}

/** @param {PeerJob} job @param {string} program @param {number} balance */
async function runScotchOnce(job, program, balance) {
  const map = join(job.folder, 'net.map');
  const args = [`-b${balance.toFixed(4)}`, '-vt', String(job.partCount), join(job.folder, 'net.grf'), map];
  const { exit, stdout, stderr } = await runProgram(program, args, 600);
  const time = /Mapping\s+([\d.e+-]+)/.exec(stdout + stderr);
  if (exit !== 0 || time === null) throw new Error(`${program} ended with ${exit}: ${stderr}${stdout}`);
  const partOf = new Uint32Array(job.net.neuronCount);
  const lines = (await readFile(map, 'utf8')).trim().split('\n').slice(1);
  for (const line of lines) {
    const [vertex, part] = line.split(/\s+/).map(Number);
    partOf[vertex] = part;
  }
  return { partOf, timeS: Number(time[1]) };
}
