import { neuronsIn, type Network, type Problem } from '@nmap/ir';
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
  /** `cut/soed-axoncuda`: spikes x pins x (parts - 1); null where units do not tell the distinct targets of a neuron. */
  readonly soedAxonCuda: number | null;
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
  const pinsOf = pinCounter(network);
  for (let source = 0; source < network.vertexCount; source++) {
    const spikes = network.spikes[source];
    const home = partOf[source];
    const size = neuronsIn(network, source);
    let atHome = 0;
    for (let entry = reach.start[source]; entry < reach.start[source + 1]; entry++) {
      if (reach.part[entry] === home) {
        atHome = 1;
        continue;
      }
      sums.synapses += size * reach.synapses[entry];
      sums.synapseSpikes += spikes * reach.synapses[entry];
    }
    const reached = reach.start[source + 1] - reach.start[source];
    const parts = reached + 1 - atHome;
    sums.messages += spikes * (home === port ? reached - atHome : reached);
    sums.connectivity += spikes * (parts - 1);
    if (parts > 1 && spikes > 0) {
      sums.soedAxonCuda += spikes * pinsOf(source) * (parts - 1);
      sums.net += spikes;
      sums.soedKahypar += spikes * parts;
    }
  }
  return Number.isNaN(sums.soedAxonCuda) ? { ...sums, soedAxonCuda: null } : sums;
}

/** Pins of the net of one neuron of a vertex; NaN where a unit does not tell. */
function pinCounter({ outStart, outTarget, outMultiplicity, units }: Network): (source: number) => number {
  if (units === null)
    return (source) => {
      let pins = 1;
      for (let entry = outStart[source]; entry < outStart[source + 1]; entry++)
        if (outTarget[entry] !== source) pins++;
      return pins;
    };
  const { mostParallel, blockOf } = units;
  return (source) => {
    if (mostParallel !== 1) return NaN;
    let pins = 1;
    for (let entry = outStart[source]; entry < outStart[source + 1]; entry++) {
      const target = outTarget[entry];
      // Whether a neuron is a target of its own is not known.
      if (blockOf === null ? target === source : blockOf[target] === blockOf[source]) return NaN;
      pins += outMultiplicity === null ? 1 : outMultiplicity[entry];
    }
    return pins;
  };
}
