import { describe, expect, it } from '@jest/globals';
import { Rng, raw } from '@nmap/kernels';
import { clusteredOf, clusteredOn, gridEdges, trafficOf, unitChip, weightedHops } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { flowGraph } from '../common/flow-graph.ts';
import { pricePerHop } from '../common/hop-prices.ts';
import { TileDistance } from '../common/tile-distance.ts';
import { randomPlacer } from '../random/index.ts';
import { classOfItems, itemsOnSites, listExchanges } from '../../tabu/exchanges.ts';
import { AnyGains, DenseGains } from '../../tabu/gains.ts';
import { searchRegion } from '../../tabu/region.ts';
import { tabu } from './index.ts';

describe('place/tabu', () => {
  it.each([
    [4, 3],
    [5, 5],
    [6, 6],
  ])('finds a shuffled %d x %d grid again', async (width, height) => {
    const clustered = clusteredOf(trafficOf(gridEdges(width, height, 9)), unitChip(width, height));
    const placed = await tabu.run(clustered, tabu.options.parse({ effort: 0.05 }), testContext(1));
    expect(weightedHops(placed)).toBe(2 * width * height - width - height);
  });

  it('keeps updated gains equal to gains summed anew, on both paths', async () => {
    const clustered = clusteredOn(
      { columns: 4, rows: 3, ioTile: 5, classes: [{}, {}], classOf: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1] },
      9,
      {
        classOf: [0, 1, 0, 1, 0, 1, 0, 1, 1],
      },
    );
    const { target } = clustered.problem;
    const distance = new TileDistance(target, pricePerHop(clustered.problem));
    const region = searchRegion(clustered, distance);
    const start = await randomPlacer.run(clustered, {}, testContext(2));
    const sites = itemsOnSites(raw(start.coreOf), region, target.coreCount);
    const exchanges = listExchanges(9, classOfItems(clustered, region, sites));
    const dense = new DenseGains(clustered, flowGraph(clustered.traffic.graph), distance, region, exchanges);
    const any = new AnyGains(clustered, region, exchanges);
    dense.reset(sites.slice());
    any.reset(sites.slice());
    const rng = new Rng(4);
    for (let step = 0; step < 200; step++) {
      for (let x = 0; x < exchanges.count; x++) expect(dense.delta[x]).toBeCloseTo(any.delta[x], 6);
      expect(dense.cost()).toBeCloseTo(any.cost(), 6);
      const chosen = rng.below(exchanges.count);
      dense.make(chosen);
      any.make(chosen);
    }
  });

  it('searches a part of a large chip that holds all clusters', async () => {
    const clustered = clusteredOf(trafficOf(gridEdges(4, 4, 2)), unitChip(40, 40));
    const placed = await tabu.run(clustered, tabu.options.parse({ effort: 0.05 }), testContext(1));
    expect(weightedHops(placed)).toBe(24);
  });
});
