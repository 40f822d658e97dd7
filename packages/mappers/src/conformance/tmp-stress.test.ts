import { it } from '@jest/globals';
import { lower, verifyClustered, type Clustered } from '@nmap/ir';
import { MAPPERS } from '../table.ts';
import { buildProblem, lowered, testContext } from '../testing/problems.ts';
it('bench', async () => {
  const pops = [2068, 583, 2191, 547, 485, 106, 1439, 294];
  const spec = { name: 'x', timestepMs: 1, durationMs: 1000, populations: pops.map((size, i) => ({ id: `p${i}`, size, spikes: 3 })),
    projections: pops.flatMap((_, i) => pops.map((_, j) => ({ from: `p${i}`, to: `p${j}`, connector: 'fixed-probability' as const, p: 0.05, seed: i * 8 + j }))) };
  let t = Date.now();
  const network = lower(spec).network;
  console.log('lower', Date.now() - t, network.neuronCount, network.synapseCount);
  for (const limits of [{ neurons: 256 }, { neurons: 1024, inputAxons: 4096, synapses: 131072, outputAxons: 4096 }, { neurons: 64, outputAxons: 3000, synapses: 60000 }, { neurons: 256, inputAxons: 200 }]) {
    for (const m of MAPPERS.filter((m) => m.name.startsWith('partition/') && m.name !== 'partition/multilevel')) {
      const ctx = testContext(1);
      t = Date.now();
      try {
        const c = (await m.run(lowered(buildProblem(network, { columns: 16, rows: 16, limits })), m.options.parse({}), ctx)) as Clustered;
        const dt = Date.now() - t;
        console.log(m.name, JSON.stringify(limits), dt, c.clusterCount, verifyClustered(c).length, [...ctx.stats].join(' '));
      } catch (e) { console.log(m.name, JSON.stringify(limits), Date.now() - t, String(e)); }
    }
  }
}, 590_000);
