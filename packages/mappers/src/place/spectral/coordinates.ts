import { NONE, type Rng } from '@nmap/kernels';
import type { Clustered } from '@nmap/ir';
import { netsOfClusters } from '../common/nets-of-clusters.ts';
import type { Watch } from '../../watch/watch.ts';
import { cliqueOperator } from './clique-operator.ts';
import { largestEigenvector, normalise } from './largest-eigenvector.ts';

/**
 * Two coordinates in 0..1 for every cluster: entries of the two eigenvectors of the normalised Laplacian that come after
 * the constant one. Components of the traffic lie side by side along x, the largest first, each as wide as its share.
 * @returns xy[2 * cluster], xy[2 * cluster + 1]
 */
export function spectralCoordinates(clustered: Clustered, rng: Rng, watch: Watch): Float64Array {
  const n = clustered.clusterCount;
  const xy = new Float64Array(2 * n);
  const localOf = new Uint32Array(n).fill(NONE);
  let done = 0;
  for (const component of componentsOf(clustered)) {
    component.forEach((cluster, row) => (localOf[cluster] = row));
    const axes = watch.isOver ? [] : axesOf(clustered, localOf, component.length, rng, watch);
    const share = component.length / n;
    component.forEach((cluster, row) => {
      xy[2 * cluster] = done + share * (axes[0]?.[row] ?? 0.5);
      xy[2 * cluster + 1] = axes[1]?.[row] ?? 0.5;
      localOf[cluster] = NONE;
    });
    done += share;
    if (!watch.mayGoOn(done)) continue;
  }
  return xy;
}

/** Up to two, as there are: a component of one has none. */
function axesOf(
  { traffic }: Clustered,
  localOf: Uint32Array,
  size: number,
  rng: Rng,
  watch: Watch,
): Float64Array[] {
  const operator = cliqueOperator(traffic.nets, localOf, size);
  const constant = Float64Array.from(operator.rootDegree);
  normalise(constant);
  const known: Float64Array[] = [constant];
  const axes: Float64Array[] = [];
  // The largest eigenvalues of D^-1/2 W D^-1/2 are the smallest of the Laplacian.
  while (axes.length < 2 && known.length < size) {
    const { vector } = largestEigenvector(operator, known, rng, watch.withoutShare());
    known.push(vector);
    axes.push(scaled(vector));
  }
  return axes;
}

function scaled(vector: Float64Array): Float64Array {
  const low = vector.reduce((a, b) => Math.min(a, b), Infinity);
  const high = vector.reduce((a, b) => Math.max(a, b), -Infinity);
  return vector.map((entry) => (high === low ? 0.5 : (entry - low) / (high - low)));
}

/** Clusters that share nets with weight, directly or not; the largest component first, then by its lowest cluster. */
function componentsOf({ clusterCount, traffic: { nets } }: Clustered): Uint32Array[] {
  const { start, nets: netOf } = netsOfClusters(nets, clusterCount);
  const isFound = new Uint8Array(clusterCount);
  const isSeen = new Uint8Array(nets.netCount);
  const components: Uint32Array[] = [];
  for (let first = 0; first < clusterCount; first++) {
    if (isFound[first] === 1) continue;
    isFound[first] = 1;
    const found = [first];
    const add = (cluster: number): void => {
      if (cluster === NONE || isFound[cluster] === 1) return;
      isFound[cluster] = 1;
      found.push(cluster);
    };
    for (let k = 0; k < found.length; k++) {
      for (let e = start[found[k]]; e < start[found[k] + 1]; e++) {
        const net = netOf[e];
        if (isSeen[net] === 1 || nets.weight[net] <= 0) continue;
        isSeen[net] = 1;
        add(nets.source[net]);
        for (let p = nets.start[net]; p < nets.start[net + 1]; p++) add(nets.pins[p]);
      }
    }
    components.push(Uint32Array.from(found).sort());
  }
  return components.sort((a, b) => b.length - a.length || a[0] - b[0]);
}
