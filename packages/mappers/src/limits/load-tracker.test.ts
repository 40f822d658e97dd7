import { describe, expect, it } from '@jest/globals';
import { NONE, Rng } from '@nmap/kernels';
import { coreLoads } from '@nmap/ir';
import { buildNetwork, buildProblem, feedForward, randomNetwork } from '@nmap/testkit';
import { LoadTracker } from './load-tracker.ts';

const WIDE = { columns: 8, rows: 1 };

describe('LoadTracker', () => {
  it('agrees with the referee after any sequence of additions and removals', () => {
    for (let seed = 1; seed <= 6; seed++) {
      const network = randomNetwork(seed, 40, 200, 5);
      const problem = buildProblem(network, { ...WIDE, limits: {} });
      const tracker = new LoadTracker(problem, 8);
      for (let cluster = 0; cluster < 8; cluster++) tracker.openCluster(0);
      const rng = new Rng(seed);
      for (let step = 0; step < 600; step++) {
        const neuron = 5 + rng.below(40);
        if (tracker.clusterOf[neuron] === NONE) tracker.add(neuron, rng.below(8));
        else tracker.remove(neuron);
        if (step % 50 !== 0) continue;
        // The referee counts targets that are not placed as the port: give it only what is placed.
        const placedOnly = Uint32Array.from(tracker.clusterOf);
        for (let other = 5; other < 45; other++)
          if (placedOnly[other] === NONE) tracker.add(other, rng.below(8));
        expectReferee(tracker);
        for (let other = 5; other < 45; other++) if (placedOnly[other] === NONE) tracker.remove(other);
      }
    }
  });

  it('says no exactly where the addition would put some core over a limit', () => {
    const limitSets = [
      { neurons: 5 },
      { synapses: 12 },
      { synapseMemoryBits: 100, bitsPerSynapse: 9 },
      { fanInPerNeuron: 4 },
      { inputAxons: 9 },
      { outputAxons: 7 },
      { fanOutCoresPerNeuron: 2 },
      { neurons: 6, inputAxons: 12, outputAxons: 12, fanOutCoresPerNeuron: 3 },
    ];
    let refusals = 0;
    for (const [index, limits] of limitSets.entries()) {
      const network = randomNetwork(index + 1, 30, 70, 3);
      const problem = buildProblem(network, { ...WIDE, limits });
      const tracker = new LoadTracker(problem, 8);
      for (let cluster = 0; cluster < 8; cluster++) tracker.openCluster(0);
      const rng = new Rng(index);
      for (let neuron = 3; neuron < 33; neuron++) {
        const cluster = rng.below(8);
        const fits = tracker.fits(neuron, cluster);
        // The loads of what is placed so far, of the tracker itself, which the test above ties to the referee.
        tracker.add(neuron, cluster);
        const legal = withinLimits(tracker);
        if (!fits && limits.fanOutCoresPerNeuron !== undefined) {
          // A source not placed yet may be the reason, which shows only later.
          if (legal) tracker.remove(neuron);
        } else {
          expect(fits).toBe(legal);
        }
        if (!legal) {
          refusals++;
          tracker.remove(neuron);
        }
      }
    }
    expect(refusals).toBeGreaterThan(20);
  });

  it('counts the port as one more core and an external source as an input axon', () => {
    const network = buildNetwork(
      [{ size: 1, external: true }, { size: 2 }, { size: 2, external: true }],
      [
        [0, 1],
        [1, 2],
        [1, 3],
        [1, 4],
        [1, 1],
      ],
    );
    const tracker = new LoadTracker(buildProblem(network, { ...WIDE }), 2);
    tracker.openCluster(0);
    tracker.openCluster(0);
    tracker.add(1, 0);
    expect(tracker.axons.inputAxons[0]).toBe(2); // the external source and the self-loop
    expect(tracker.axons.outputAxons[0]).toBe(1); // the port
    tracker.add(2, 1);
    expect(tracker.axons.outputAxons[0]).toBe(2);
    expect(tracker.axons.fanOut[1]).toBe(2);
  });

  it('checks the clusters of the sources, not only the one that is joined', () => {
    const problem = buildProblem(feedForward([1, 3]), { ...WIDE, limits: { fanOutCoresPerNeuron: 1 } });
    const tracker = new LoadTracker(problem, 3);
    for (let cluster = 0; cluster < 3; cluster++) tracker.openCluster(0);
    tracker.add(0, 0);
    expect(tracker.fits(1, 1)).toBe(true);
    tracker.add(1, 1);
    expect(tracker.fits(2, 2)).toBe(false);
    expect(tracker.fits(2, 1)).toBe(true);
    expect(tracker.fits(2, 0)).toBe(true);
    expect(tracker.blocked[6]).toBe(1);
  });

  it('refuses early what a source not placed yet could not reach', () => {
    const problem = buildProblem(feedForward([1, 3]), { ...WIDE, limits: { fanOutCoresPerNeuron: 0 } });
    const tracker = new LoadTracker(problem, 2);
    tracker.openCluster(0);
    tracker.openCluster(0);
    tracker.add(1, 0);
    expect(tracker.fits(2, 1)).toBe(false);
    expect(tracker.fits(2, 0)).toBe(true);
  });

  it('takes back an empty cluster and keeps the loads of the next one clean', () => {
    const problem = buildProblem(feedForward([2, 2]), { ...WIDE, limits: { neurons: 1 } });
    const tracker = new LoadTracker(problem, 1);
    tracker.openCluster(0);
    tracker.closeCluster();
    expect(tracker.openCluster(0)).toBe(0);
    expect(() => tracker.openCluster(0)).toThrow(/opened 2 clusters for 1 cores/);
  });
});

function expectReferee(tracker: LoadTracker): void {
  const loads = coreLoads(tracker.problem.network, tracker.clusterOf, tracker.clusterCount);
  expect(Array.from(tracker.neurons)).toEqual(Array.from(loads.neurons));
  expect(Array.from(tracker.synapses)).toEqual(Array.from(loads.synapses));
  expect(Array.from(tracker.axons.inputAxons)).toEqual(Array.from(loads.inputAxons));
  expect(Array.from(tracker.axons.outputAxons)).toEqual(Array.from(loads.outputAxons));
}

function withinLimits(tracker: LoadTracker): boolean {
  const { network, target } = tracker.problem;
  const { limits } = target.classes[0];
  const below = (load: number, limit: number | null): boolean => limit === null || load <= limit;
  for (let cluster = 0; cluster < tracker.clusterCount; cluster++) {
    if (!below(tracker.neurons[cluster], limits.neurons)) return false;
    if (!below(tracker.synapses[cluster], limits.synapses)) return false;
    if (!below(tracker.synapses[cluster] * (limits.bitsPerSynapse ?? 0), limits.synapseMemoryBits))
      return false;
    if (!below(tracker.axons.inputAxons[cluster], limits.inputAxons)) return false;
    if (!below(tracker.axons.outputAxons[cluster], limits.outputAxons)) return false;
  }
  for (let neuron = 0; neuron < network.vertexCount; neuron++) {
    if (tracker.clusterOf[neuron] === NONE) continue;
    if (!below(network.fanIn[neuron], limits.fanInPerNeuron)) return false;
    if (!below(tracker.axons.fanOut[neuron], limits.fanOutCoresPerNeuron)) return false;
  }
  return true;
}
