import { NONE } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import type { Watch } from '../../watch/watch.ts';
import { chipNeurons, chosenFit, type Filling } from '../../limits/filling.ts';

/** Clusters that a community is tried in as a whole, most shared axons first. */
const HOSTS_TRIED = 8;
/** Neurons of a community in a row that may fail to fit before its cluster is left. */
const PATIENCE = 64;
/** Whether a neuron fits a cluster takes as much work as so many entries looked at. */
const WORK_OF_LIMITS = 32;

/**
 * Packs communities in the order given. Each joins, whole, the open cluster that hears most of
 * its sources among those that have room; failing that it gets clusters of its own, split in the order
 * of its neurons. The last of them stays open to smaller communities.
 */
export function packCommunities(
  problem: Problem,
  filling: Filling,
  communities: readonly Uint32Array[],
  watch: Watch,
): void {
  const { tracker } = filling;
  const shared = new Float64Array(tracker.classOf.length);
  for (const [index, community] of communities.entries()) {
    const asked = WORK_OF_LIMITS * (tracker.clusterCount + community.length);
    if (!watch.spend(asked, index / communities.length)) {
      filling.hurry();
      break;
    }
    if (joinWhole(filling, community, shared)) continue;
    splitOver(filling, community);
  }
  chosenFit(filling, chipNeurons(problem), 'closest');
}

/** True if some open cluster took the whole community. `shared` is scratch. */
function joinWhole(filling: Filling, community: Uint32Array, shared: Float64Array): boolean {
  const { tracker } = filling;
  shared.fill(0, 0, tracker.clusterCount);
  for (const neuron of community) tracker.axons.addShared(neuron, shared);
  const hosts: number[] = [];
  for (let cluster = 0; cluster < tracker.clusterCount; cluster++) {
    if (tracker.fits(community[0], cluster)) hosts.push(cluster);
  }
  hosts.sort((a, b) => shared[b] - shared[a] || a - b);
  for (const cluster of hosts.slice(0, HOSTS_TRIED)) {
    let taken = 0;
    while (taken < community.length && tracker.fits(community[taken], cluster))
      tracker.add(community[taken++], cluster);
    if (taken === community.length) return true;
    while (taken > 0) tracker.remove(community[--taken]);
  }
  return false;
}

/** Opens clusters for the community until all its neurons are placed or no cluster can be opened. */
function splitOver(filling: Filling, community: Uint32Array): void {
  const { tracker } = filling;
  for (let first = 0; first < community.length; first++) {
    if (tracker.clusterOf[community[first]] !== NONE) continue;
    const cluster = filling.openFor(community[first]);
    if (cluster === NONE) continue;
    let misses = 0;
    for (let i = first; i < community.length && misses < PATIENCE; i++) {
      const neuron = community[i];
      if (tracker.clusterOf[neuron] !== NONE) continue;
      if (tracker.fits(neuron, cluster)) {
        tracker.add(neuron, cluster);
        misses = 0;
      } else {
        misses++;
      }
    }
  }
}
