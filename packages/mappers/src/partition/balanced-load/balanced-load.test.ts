import { describe, expect, it } from '@jest/globals';
import { NONE, raw } from '@nmap/kernels';
import type { Problem } from '@nmap/ir';
import { verifyClustered } from '@nmap/judge';
import { buildProblem, randomNetwork, lowered } from '@nmap/testkit';
import { testContext } from '../../testing/context.ts';
import { balancedLoad } from './index.ts';

/** The script: synapses by the spikes of their source, each unplaced target to the next crossbar; leftovers after them. */
function byScript({ network }: Problem, crossbars: number): number[] {
  const { vertexCount, outStart, outTarget, spikes } = network;
  const synapses = Array.from({ length: vertexCount }, (_, source) =>
    Array.from(outTarget.subarray(outStart[source], outStart[source + 1]), (target) => ({ source, target })),
  ).flat();
  synapses.sort((a, b) => spikes[b.source] - spikes[a.source] || a.source - b.source || a.target - b.target);
  const crossbarOf = new Array<number>(vertexCount).fill(NONE);
  let r = 0;
  const place = (neuron: number): void => {
    if (crossbarOf[neuron] !== NONE) return;
    crossbarOf[neuron] = r;
    r = (r + 1) % crossbars;
  };
  for (const { target } of synapses) place(target);
  for (let neuron = 0; neuron < vertexCount; neuron++) place(neuron);
  return crossbarOf;
}

describe('partition/balanced-load', () => {
  it.each([1, 2, 3])('deals as the script does where only neurons are limited (network %i)', (seed) => {
    const problem = buildProblem(randomNetwork(seed, 30, 60), {
      columns: 6,
      rows: 1,
      limits: { neurons: 7 },
    });
    const clustered = balancedLoad.run(lowered(problem), {}, testContext());
    expect(Array.from(raw(clustered.clusterOf))).toEqual(byScript(problem, 5));
  });

  it('passes over cores that a limit closes, and opens more where it must', () => {
    const problem = buildProblem(randomNetwork(4, 30, 90), {
      columns: 5,
      rows: 4,
      limits: { neurons: 10, synapses: 9 },
    });
    const clustered = balancedLoad.run(lowered(problem), {}, testContext());
    expect(verifyClustered(clustered)).toEqual([]);
    expect(clustered.clusterCount).toBeGreaterThan(3);
  });
});
