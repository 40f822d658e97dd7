import { NONE } from '@nmap/kernels';
import type { Diagnostic } from '../diagnostic.ts';
import { grouped } from '../grouped.ts';
import type { Network } from '../network.ts';
import { vertexName } from '../vertex-name.ts';
import { limitOf, type UsableClass } from './capacity.ts';
import { coreLoads } from './core-loads.ts';
import { sharedCoreGroups } from './shared-core-groups.ts';

/**
 * On chips where a neuron reaches one core only: groups of neurons that have to share a core, and no core holds (E2212). One
 * diagnostic for the largest of them. O(vertices + targets) where there is such a limit, nothing elsewhere.
 */
export function checkSharedCores(network: Network, classes: readonly UsableClass[]): Diagnostic[] {
  const groups = sharedCoreGroups(
    network,
    classes.map((usable) => usable.class),
  );
  if (groups === null) return [];
  const { groupOf, groupCount } = groups;
  const loads = coreLoads(network, groupOf, groupCount);
  const resources = [
    ['neurons', 'neurons', loads.neurons],
    ['synapses', 'synapses', loads.synapses],
    ['inputAxons', 'input axons (distinct sources)', loads.inputAxons],
  ] as const;
  for (const [key, what, load] of resources) {
    const have = Math.max(...classes.map(({ class: { limits } }) => limitOf(limits, key)));
    let worst = NONE;
    let over = 0;
    for (let group = 0; group < groupCount; group++) {
      if (load[group] <= have) continue;
      over++;
      if (worst === NONE || load[group] > load[worst]) worst = group;
    }
    if (worst === NONE) continue;
    const vertex = groupOf.indexOf(worst);
    const population = network.populations.find(
      ({ first, vertexCount }) => vertex >= first && vertex < first + vertexCount,
    )!;
    return [
      {
        code: 'E2212',
        severity: 'error',
        where: vertexName(network, population, vertex),
        message:
          `and the ${grouped(loads.neurons[worst] - 1)} neurons that have to share its core, since a neuron reaches one core ` +
          `alone, need ${grouped(load[worst])} ${what}, a core has ${grouped(have)}` +
          `${over > 1 ? `; ${grouped(over)} groups are too large` : ''}.`,
        have,
        need: load[worst],
        unit: what,
        hint:
          'Copy neurons with many targets, so that each copy serves some of them (splitters), or take a chip whose neurons ' +
          'reach more cores (core.fanOutCoresPerNeuron).',
      },
    ];
  }
  return [];
}
