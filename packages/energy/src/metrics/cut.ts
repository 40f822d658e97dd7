import type { Problem } from '@nmap/ir';
import { portOf } from '../counts/parts.ts';
import { reachOf, type Reach } from '../counts/reach.ts';

/** Quality of a partition, by every definition in use; each is known by another name somewhere. */
export interface CutMetrics {
  /** `cut/net`: spikes of nets that touch more than one part. */
  readonly net: number;
  /** `cut/km1`, connectivity: spikes x (parts touched - 1), the source's part included. */
  readonly connectivity: number;
  /** `cut/messages`, as SANA-FE counts: spikes x parts that hold a target, the own part included. */
  readonly messages: number;
  /** `cut/synapse-spikes` (PSOPART's F): spikes of the source, once per synapse between parts. */
  readonly synapseSpikes: number;
  /** `cut/synapses`, edge cut: synapses between parts. */
  readonly synapses: number;
  /** `cut/soed-axoncuda`: spikes x pins x (parts - 1). */
  readonly soedAxonCuda: number;
  /** `cut/soed-kahypar`: spikes x parts over the cut nets. */
  readonly soedKahypar: number;
}

/** From scratch, net by net; pins of a net = its source and its distinct targets. O(synapses). */
export function cutMetrics(
  problem: Problem,
  partOf: Uint32Array,
  reach: Reach = reachOf(problem, partOf),
): CutMetrics {
  const { network, target } = problem;
  const port = portOf(target);
  const sums = {
    net: 0,
    connectivity: 0,
    messages: 0,
    synapseSpikes: 0,
    synapses: 0,
    soedAxonCuda: 0,
    soedKahypar: 0,
  };
  for (let source = 0; source < network.vertexCount; source++) {
    const spikes = network.spikes[source];
    const home = partOf[source];
    let pins = 1;
    for (let entry = network.outStart[source]; entry < network.outStart[source + 1]; entry++) {
      if (network.outTarget[entry] !== source) pins++;
    }
    let atHome = 0;
    for (let entry = reach.start[source]; entry < reach.start[source + 1]; entry++) {
      if (reach.part[entry] === home) {
        atHome = 1;
        continue;
      }
      sums.synapses += reach.synapses[entry];
      sums.synapseSpikes += spikes * reach.synapses[entry];
    }
    const reached = reach.start[source + 1] - reach.start[source];
    const parts = reached + 1 - atHome;
    sums.messages += spikes * (home === port ? reached - atHome : reached);
    sums.connectivity += spikes * (parts - 1);
    sums.soedAxonCuda += spikes * pins * (parts - 1);
    if (parts > 1) {
      sums.net += spikes;
      sums.soedKahypar += spikes * parts;
    }
  }
  return sums;
}
