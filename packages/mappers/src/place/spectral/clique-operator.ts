import { NONE } from '@nmap/kernels';
import type { ClusterNets } from '@nmap/ir';

/** A symmetric matrix that is only ever multiplied with. */
export interface Operator {
  readonly size: number;
  /** Entries looked at in one product. */
  readonly work: number;
  /** out = matrix * x. */
  multiply(x: Float64Array, out: Float64Array): void;
}

export interface Cliques extends Operator {
  /** Root of every node's degree: the eigenvector of the eigenvalue 1 of a component. */
  readonly rootDegree: Float64Array;
}

/**
 * D^-1/2 W D^-1/2 of some clusters, where W counts a net's weight for every pair of its members: the cliques are never
 * written down, a product takes O(pins).
 * @param localOf localOf[cluster] = row; NONE: not among them.
 */
export function cliqueOperator(nets: ClusterNets, localOf: Uint32Array, size: number): Cliques {
  const members: number[] = [];
  const starts = [0];
  const weights: number[] = [];
  const seenIn = new Uint32Array(size);
  for (let net = 0; net < nets.netCount; net++) {
    const first = members.length;
    const add = (cluster: number): void => {
      const row = cluster === NONE ? NONE : localOf[cluster];
      if (row === NONE || seenIn[row] === net + 1) return;
      seenIn[row] = net + 1;
      members.push(row);
    };
    add(nets.source[net]);
    for (let p = nets.start[net]; p < nets.start[net + 1]; p++) add(nets.pins[p]);
    if (members.length - first < 2 || nets.weight[net] <= 0) members.length = first;
    else {
      starts.push(members.length);
      weights.push(nets.weight[net]);
    }
  }
  const start = Uint32Array.from(starts);
  const member = Uint32Array.from(members);
  const weight = Float64Array.from(weights);
  const rootDegree = new Float64Array(size);
  for (let net = 0; net < weight.length; net++) {
    const others = start[net + 1] - start[net] - 1;
    for (let p = start[net]; p < start[net + 1]; p++) rootDegree[member[p]] += weight[net] * others;
  }
  for (let row = 0; row < size; row++) rootDegree[row] = Math.sqrt(rootDegree[row]);
  const scaled = new Float64Array(size);
  return {
    size,
    work: member.length + size,
    rootDegree,
    multiply(x, out) {
      for (let row = 0; row < size; row++) {
        scaled[row] = rootDegree[row] === 0 ? 0 : x[row] / rootDegree[row];
        out[row] = 0;
      }
      for (let net = 0; net < weight.length; net++) {
        let sum = 0;
        for (let p = start[net]; p < start[net + 1]; p++) sum += scaled[member[p]];
        for (let p = start[net]; p < start[net + 1]; p++)
          out[member[p]] += weight[net] * (sum - scaled[member[p]]);
      }
      for (let row = 0; row < size; row++) out[row] = rootDegree[row] === 0 ? 0 : out[row] / rootDegree[row];
    },
  };
}
