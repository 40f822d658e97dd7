import { createHash } from 'node:crypto';
import { NONE, raw } from '@nmap/kernels';
import type { Clustered, Placed } from '@nmap/ir';
import type { CompileStage } from './stage.ts';

/**
 * Fingerprint of what a stage decided: the first 16 hex digits of SHA-256 over its
 * arrays, little-endian. Two runs diverge at the first pass whose checksums differ.
 * Clusters are numbered by their lowest vertex, and a placement is read as the core of each
 * vertex: so it follows from the result alone, and `verify` can compute it again.
 */
export function stageChecksum(stage: CompileStage): string {
  const hash = createHash('sha256');
  for (const column of decisions(stage)) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.digest('hex').slice(0, 16);
}

function decisions(stage: CompileStage): ArrayBufferView[] {
  switch (stage.stage) {
    case 'source':
      return [];
    case 'lowered': {
      const { outStart, outTarget, outMultiplicity, spikes, external, units } = stage.problem.network;
      return [
        outStart,
        outTarget,
        ...(outMultiplicity ? [outMultiplicity] : []),
        spikes,
        external,
        ...(units ? [units.boxes] : []),
        ...(units?.blockOf ? [units.blockOf] : []),
      ];
    }
    case 'clustered':
      return clustersByLowestNeuron(stage);
    case 'placed':
      return [coreOfNeurons(stage)];
    case 'routed':
      return [coreOfNeurons(stage.placed), ...loadedLinks(stage.linkLoads)];
  }
}

/** clusterOf[neuron] and classOf[cluster], the clusters numbered in the order of their lowest neurons. */
function clustersByLowestNeuron(clustered: Clustered): Uint32Array[] {
  const clusterOf = raw(clustered.clusterOf);
  const classOf = raw(clustered.classOf);
  const numberOf = new Uint32Array(clustered.clusterCount).fill(NONE);
  const numbered = new Uint32Array(clusterOf.length).fill(NONE);
  const classes = new Uint32Array(clustered.clusterCount);
  let count = 0;
  for (let neuron = 0; neuron < clusterOf.length; neuron++) {
    const cluster = clusterOf[neuron];
    if (cluster === NONE) continue;
    if (numberOf[cluster] === NONE) {
      classes[count] = classOf[cluster];
      numberOf[cluster] = count++;
    }
    numbered[neuron] = numberOf[cluster];
  }
  return [numbered, classes];
}

/** The core of each neuron; NONE where external. */
function coreOfNeurons({ clustered, coreOf }: Placed): Uint32Array {
  const cores = raw(coreOf);
  return raw(clustered.clusterOf).map((cluster) => (cluster === NONE ? NONE : cores[cluster]));
}

/** The links that carry packets, ascending, and what each carries: a chip has millions that carry none. */
function loadedLinks(linkLoads: Float64Array): [links: Uint32Array, loads: Float64Array] {
  const links: number[] = [];
  for (let link = 0; link < linkLoads.length; link++) if (linkLoads[link] !== 0) links.push(link);
  return [Uint32Array.from(links), Float64Array.from(links, (link) => linkLoads[link])];
}
