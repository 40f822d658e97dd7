import { describe, expect, it } from '@jest/globals';
import { raw } from '@nmap/kernels';
import { verifyClustered } from '@nmap/judge';
import { buildProblem, feedForward, lowered } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { random } from './index.ts';

describe('partition/random', () => {
  const problem = buildProblem(feedForward([40, 40, 20]), { columns: 4, rows: 1, limits: { neurons: 25 } });

  it('fills every core to the limit where the chip has not one place too many', () => {
    const clustered = random.run(lowered(problem), {}, testContext(1));
    expect(verifyClustered(clustered)).toEqual([]);
    const sizes = new Uint32Array(clustered.clusterCount);
    for (const cluster of raw(clustered.clusterOf)) sizes[cluster]++;
    expect(Array.from(sizes)).toEqual([25, 25, 25, 25]);
  });

  it('depends on the seed and mixes the layers', () => {
    const one = raw(random.run(lowered(problem), {}, testContext(1)).clusterOf);
    const two = raw(random.run(lowered(problem), {}, testContext(2)).clusterOf);
    expect(one).not.toEqual(two);
    expect(new Set(one.slice(0, 40)).size).toBe(4);
  });
});
