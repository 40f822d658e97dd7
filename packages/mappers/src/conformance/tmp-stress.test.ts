import { it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import { NmapError } from '@nmap/ir';
import { verifyClustered } from './tmp-verify.ts';
import { MAPPERS } from '../table.ts';
import { buildProblem, feedForward, lowered, randomNetwork, testContext } from '../testing/problems.ts';
it.each(['partition/sequential', 'partition/greedy'])('%s', async (name) => {
  const mapper = MAPPERS.find((m) => m.name === name)!;
  let rowsNow = 0; const columns = 1; let found = 0, refused = 0, bad = 0, fallback = 0, illegal = 0, slow = 0;
  const hist = new Map<number, number>();
  const opt = mapper.options.parse({});
  const T = Date.now();
  for (let s = 310; Date.now() - T < 100_000 && s < 330; s++) {
    const rng = new Rng(s * 7919);
    const n = 2 + rng.below(s % 2 ? 24 : 120);
    const net = s % 3 === 0 ? feedForward([2 + rng.below(12), 2 + rng.below(12), 2 + rng.below(12)], rng.below(2) === 0, 2) : randomNetwork(s, n, n * rng.below(6), rng.below(5));
    const lim = (a: number, b: number, p = 2) => (rng.below(p) === 0 ? null : a + rng.below(b - a));
    const k = 1 + rng.below(2);
    const mk = () => ({ neurons: lim(1, 16), synapses: lim(8, 100), inputAxons: lim(6, 60), outputAxons: lim(4, 60), fanOutCoresPerNeuron: lim(1, 8) });
    const classes = Array.from({ length: k }, mk);
    const e = Array.from({ length: 5 }, () => rng.below(8));
    const pl = (a: number | null, i: number) => (a === null ? null : a + e[i]!);
    const more = classes.map((l) => ({ neurons: pl(l.neurons, 0), synapses: pl(l.synapses, 1), inputAxons: pl(l.inputAxons, 2), outputAxons: pl(l.outputAxons, 3), fanOutCoresPerNeuron: pl(l.fanOutCoresPerNeuron, 4) }));
    const rows2 = rowsNow;
    const co = (c: number) => Array.from({ length: c }, (_, i) => i % k);
    const go = async (rows: number, classes: object[]) => {
      const ctx = testContext(1);
      const t = Date.now();
      try {
        const c = await mapper.run(lowered(buildProblem(net, { columns, rows, classes, classOf: co(columns * rows) })), opt, ctx);
        if (verifyClustered(c as never).length) illegal++;
        const f = ctx.stats.get('fallback')!;
        hist.set(f, (hist.get(f) ?? 0) + 1);
        return f;
      } catch (x) { if (!(x instanceof NmapError)) throw x; const d = Date.now() - t; if (d > slow) slow = d; return null; }
    };
    let a: number | null | undefined = null; let r = 1;
    for (r = 1; r <= n && a === null; r += Math.max(1, r >> 3)) { rowsNow = r; a = await go(r, classes); }
    if (a === null) { refused++; continue; }
    found++; if (a! > 0) fallback++;
    const b = await go(rowsNow + (s % 5 === 0 ? 1 : 0), more);
    if (b === null) { bad++; console.log('BAD', s, n, JSON.stringify(classes), JSON.stringify(more), rowsNow, rows2, a); }
  }
  console.log(name, { found, refused, fallback, bad, illegal, slow }, [...hist].sort((a, b) => a[0] - b[0]).map(([a, b]) => `${a}:${b}`).join(' '));
}, 200_000);
