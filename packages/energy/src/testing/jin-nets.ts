/**
 * The curves that the layered random nets of Jin et al. (ASPLOS 2023) are placed on,
 * from their published description: the reference for placement metrics and bounds.
 */
import { asColumn } from '@nmap/kernels';
import {
  trafficFromGraph,
  type Clustered,
  type ClusterId,
  type CoreId,
  type NeuronId,
  type ClassId,
  type Placed,
} from '@nmap/ir';
import { buildProblem, networkOf, type Edges } from '@nmap/testkit';

export function rowMajor(side: number): Uint32Array {
  return Uint32Array.from({ length: side * side }, (_, cell) => cell);
}

export function zigzag(side: number): Uint32Array {
  return rowMajor(side).map((cell) => {
    const row = Math.floor(cell / side);
    return row % 2 === 0 ? cell : row * side + (side - 1 - (cell % side));
  });
}

/** Cells along the Hilbert curve of a square whose side is a power of two. */
export function hilbert(side: number): Uint32Array {
  return rowMajor(side).map((index) => {
    let x = 0;
    let y = 0;
    let rest = index;
    for (let size = 1; size < side; size *= 2) {
      const right = (rest >> 1) & 1;
      const up = (rest ^ right) & 1;
      if (up === 0) {
        if (right === 1) [x, y] = [size - 1 - x, size - 1 - y];
        [x, y] = [y, x];
      }
      x += size * right;
      y += size * up;
      rest >>= 2;
    }
    return y * side + x;
  });
}

/** The net's nodes as given clusters on a square mesh. */
export function placedNet(net: Edges, coreOf: Uint32Array): Placed {
  const side = Math.sqrt(coreOf.length);
  const nodes = net.clusterCount;
  const problem = buildProblem(
    networkOf({ spikes: new Array<number>(nodes).fill(1), synapses: [] }),
    { columns: side, rows: side },
    { objective: 'traffic' },
  );
  const clustered: Clustered = {
    stage: 'clustered',
    problem,
    clusterCount: nodes,
    clusterOf: asColumn<NeuronId, ClusterId>(rowMajor(side).slice(0, nodes)),
    classOf: asColumn<ClusterId, ClassId>(new Uint32Array(nodes)),
    traffic: trafficFromGraph(nodes, [...net.from], [...net.to], [...net.weight]).traffic,
  };
  return {
    stage: 'placed',
    problem,
    clustered,
    coreOf: asColumn<ClusterId, CoreId>(coreOf.slice(0, nodes)),
  };
}
