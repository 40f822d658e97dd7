/**
 * The layered random nets of Jin et al. (ASPLOS 2023) and the curves they are placed on,
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
import { chipOf, networkOf, problemOf } from './problems.ts';

interface Net {
  readonly nodes: number;
  readonly source: number[];
  readonly target: number[];
  readonly weight: number[];
}

/** x <- 48271 x mod (2^31 - 1) from 1; two draws make a weight in [0, 1). */
function weights(): () => number {
  const range = 2_147_483_646;
  let state = 1;
  const draw = (): number => (state = (48_271 * state) % 2_147_483_647);
  return () => {
    const low = draw() - 1;
    const high = draw() - 1;
    return (low + high * range) / (range * range);
  };
}

/** Node j of a layer feeds nodes j .. j + fanOut - 1 of the next; the last layer has no edges. */
export function convNet(layers: number, width: number, fanOut: number): Net {
  return layered(layers, width, (j) => [j, Math.min(width, j + fanOut)]);
}

export function denseNet(layers: number, width: number): Net {
  return layered(layers, width, () => [0, width]);
}

function layered(layers: number, width: number, range: (j: number) => [number, number]): Net {
  const weight = weights();
  const net: Net = { nodes: layers * width, source: [], target: [], weight: [] };
  for (let layer = 0; layer < layers - 2; layer++) {
    for (let j = 0; j < width; j++) {
      const [first, end] = range(j);
      for (let t = first; t < end; t++) {
        net.source.push(layer * width + j);
        net.target.push((layer + 1) * width + t);
        net.weight.push(weight());
      }
    }
  }
  return net;
}

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
export function placedNet(net: Net, coreOf: Uint32Array): Placed {
  const side = Math.sqrt(coreOf.length);
  const problem = problemOf(
    networkOf({ spikes: new Array<number>(net.nodes).fill(1), synapses: [] }),
    chipOf({ columns: side, rows: side }),
    'traffic',
  );
  const clustered: Clustered = {
    stage: 'clustered',
    problem,
    clusterCount: net.nodes,
    clusterOf: asColumn<NeuronId, ClusterId>(rowMajor(side).slice(0, net.nodes)),
    classOf: asColumn<ClusterId, ClassId>(new Uint32Array(net.nodes)),
    traffic: trafficFromGraph(net.nodes, net.source, net.target, net.weight).traffic,
  };
  return {
    stage: 'placed',
    problem,
    clustered,
    coreOf: asColumn<ClusterId, CoreId>(coreOf.slice(0, net.nodes)),
  };
}
