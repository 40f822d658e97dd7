import { describe, expect, it } from '@jest/globals';
import { NONE } from '@nmap/kernels';
import { verifyClustered } from '@nmap/judge';
import { buildProblem, randomNetwork } from '@nmap/testkit';
import { testContext } from '../testing/context.ts';
import { unwatched, watchOf } from '../watch/watch.ts';
import { toClustered } from './cluster-legally.ts';
import { cutWithReserves } from './cut-with-reserves.ts';
import { Filling, chipNeurons, nextFit } from './filling.ts';

const network = randomNetwork(3, 200, 200 * 20);
const onCores = (columns: number, outputAxons: number) =>
  buildProblem(network, { columns, rows: 1, limits: { neurons: 50, outputAxons } });

describe('cutWithReserves', () => {
  it('cuts cores by the axons that their neurons will need, where next-fit sees them too late', () => {
    const problem = onCores(60, 100);
    const order = chipNeurons(problem);
    expect(nextFit(new Filling(problem), order)).not.toBe(NONE);
    const { filling } = cutWithReserves(problem, order, Infinity, unwatched());
    expect(verifyClustered(toClustered(problem, filling!))).toEqual([]);
    const { clusterOf } = filling!.tracker;
    for (let i = 1; i < order.length; i++)
      expect(clusterOf[order[i]] - clusterOf[order[i - 1]]).toBeGreaterThanOrEqual(0);
  });

  it('judges later moves by the limits, no longer by the reserves', () => {
    const { tracker } = cutWithReserves(
      onCores(60, 100),
      chipNeurons(onCores(60, 100)),
      Infinity,
      unwatched(),
    ).filling!;
    const reference = new Filling(onCores(60, 100));
    for (let cluster = 0; cluster < tracker.clusterCount; cluster++) reference.tracker.openCluster(0);
    for (const [neuron, cluster] of tracker.clusterOf.entries()) reference.tracker.add(neuron, cluster);
    for (let neuron = 0; neuron < 200; neuron += 7) {
      const home = tracker.clusterOf[neuron];
      tracker.remove(neuron);
      reference.tracker.remove(neuron);
      for (let cluster = 0; cluster < tracker.clusterCount; cluster++)
        expect(tracker.fits(neuron, cluster)).toBe(reference.tracker.fits(neuron, cluster));
      tracker.add(neuron, home);
      reference.tracker.add(neuron, home);
    }
  });

  it.each([
    ['too few cores', 12, 100, unwatched()],
    ['a watch that says stop', 60, 100, watchOf(testContext(1, 0))],
  ])('finds nothing with %s, and tells the work', (_, columns, outputAxons, watch) => {
    const problem = onCores(columns, outputAxons);
    const { filling, work } = cutWithReserves(problem, chipNeurons(problem), Infinity, watch);
    expect(filling).toBeNull();
    expect(work).toBeGreaterThan(0);
  });

  it('keeps the number of neurons a core that it is told', () => {
    const problem = onCores(100, 200);
    const { filling } = cutWithReserves(problem, chipNeurons(problem), 4, unwatched());
    const { neurons, clusterCount } = filling!.tracker;
    expect(Math.max(...neurons.subarray(0, clusterCount))).toBe(4);
  });
});
