import { NONE } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import type { PassContext } from '../../pass.ts';
import type { Watch } from '../../watch/watch.ts';
import { clusterLegally } from '../../limits/cluster-legally.ts';
import { Filling, chipNeurons, nextFit } from '../../limits/filling.ts';
import { growClusters } from '../../limits/grow-clusters.ts';
import { packetsBetween } from './packets.ts';

/** Sweeps of the improvement; each costs neurons * clusters evaluations of the whole network. */
const SWEEPS = 20;
/** Beyond this product of neurons, clusters and synapses a sweep is left out. */
const SWEEP_WORK = 20_000_000;

/** The better of sequential and greedy, then single moves downhill: what the integer programme has to beat. */
export function findIncumbent(problem: Problem, ctx: PassContext, watch: Watch): Filling {
  const chip = chipNeurons(problem);
  // How far the first clustering is says nothing about the search after it, nor does what it records.
  const untold = watch.withoutShare();
  const quiet: PassContext = { ...ctx, stat: () => undefined, fellBack: () => undefined };
  const fill = (filling: Filling): void => void nextFit(filling, chip);
  let best = clusterLegally(problem, 'partition/exact', quiet, fill, untold);
  const grown = new Filling(problem);
  growClusters(problem, grown, chip.length, untold);
  const complete = chip.every((neuron) => grown.tracker.clusterOf[neuron] !== NONE);
  if (complete && packetsOf(problem, grown) < packetsOf(problem, best)) best = grown;
  return improve(problem, renumbered(problem, best, chip), chip);
}

/** Moves one neuron at a time to the cluster where fewest packets are left, until a sweep changes nothing. */
function improve(problem: Problem, start: Filling, chip: Uint32Array): Filling {
  const { tracker } = start;
  if (chip.length * tracker.clusterCount * (problem.network.synapseCount + chip.length) > SWEEP_WORK)
    return start;
  let packets = packetsOf(problem, start);
  for (let sweep = 0, moved = true; moved && sweep < SWEEPS; sweep++) {
    moved = false;
    for (const neuron of chip) {
      const home = tracker.clusterOf[neuron];
      tracker.remove(neuron);
      let best = home;
      for (let cluster = 0; cluster < tracker.clusterCount; cluster++) {
        if (cluster === home || !tracker.fits(neuron, cluster)) continue;
        tracker.add(neuron, cluster);
        const after = packetsOf(problem, start);
        tracker.remove(neuron);
        if (after >= packets) continue;
        packets = after;
        best = cluster;
        moved = true;
      }
      tracker.add(neuron, best);
    }
  }
  return renumbered(problem, start, chip);
}

/** The same clusters under plain limits, renumbered by lowest neuron, empty ones left out. */
function renumbered(problem: Problem, filling: Filling, chip: Uint32Array): Filling {
  const renamed = new Filling(problem);
  const nameOf = new Map<number, number>();
  for (const neuron of chip) {
    const old = filling.tracker.clusterOf[neuron];
    let cluster = nameOf.get(old);
    if (cluster === undefined) {
      const classId = filling.tracker.classOf[old];
      cluster = renamed.tracker.openCluster(classId);
      renamed.supply.take(classId);
      nameOf.set(old, cluster);
    }
    renamed.tracker.add(neuron, cluster);
  }
  return renamed;
}

function packetsOf(problem: Problem, filling: Filling): number {
  return packetsBetween(problem, filling.tracker.clusterOf);
}
