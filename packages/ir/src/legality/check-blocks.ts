import { NONE } from '@nmap/kernels';
import type { Diagnostic } from '../diagnostic.ts';
import { grouped } from '../grouped.ts';
import type { Network, Population, Units } from '../network.ts';
import type { CoreClass, CoreLimits } from '../target.ts';
import { vertexName } from '../vertex-name.ts';
import { limitOf, type UsableClass } from './capacity.ts';
import { coreLoads } from './core-loads.ts';

/** Of one population: neurons that have to share a core, and are too many for it (E2231); null where there are none. */
export type BlockCheck = (population: Population) => Diagnostic | null;

/**
 * A unit, or a block of them, stays together: what its neurons need at least, they need of one core. Finer units may fit where
 * these do not. O(vertices + targets), once.
 */
export function blockCheck(network: Network, classes: readonly UsableClass[]): BlockCheck {
  const { units } = network;
  return units === null ? () => null : checkOfUnits(network, units, classes);
}

function checkOfUnits(network: Network, units: Units, classes: readonly UsableClass[]): BlockCheck {
  const { vertexCount, external } = network;
  const blockOf = Uint32Array.from({ length: vertexCount }, (_, u) => units.blockOf?.[u] ?? u);
  const clusterOf = blockOf.map((block, u) => (external[u] !== 0 ? NONE : block));
  const loads = coreLoads(network, clusterOf, vertexCount);
  const needOf = (block: number, key: keyof CoreLimits, { limits, sharedKernels }: CoreClass): number => {
    const stored = sharedKernels === true ? loads.storedWeights : loads.synapses;
    switch (key) {
      case 'neurons':
        return loads.neurons[block];
      case 'synapses':
        return stored[block];
      case 'synapseMemoryBits':
        return stored[block] * (limits.bitsPerSynapse ?? 0);
      default:
        return loads.inputAxons[block];
    }
  };
  const obstacle = (block: number, coreClass: CoreClass): keyof CoreLimits | undefined =>
    WHOLE.find((key) => needOf(block, key, coreClass) > limitOf(coreClass.limits, key));

  return (population) => {
    let worst = -1;
    let neurons = 0;
    for (let u = population.first; u < population.first + population.vertexCount; u++) {
      if (classes.some((usable) => obstacle(blockOf[u], usable.class) === undefined)) continue;
      if (worst === -1 || loads.neurons[blockOf[u]] > loads.neurons[blockOf[worst]]) worst = u;
      neurons += units.size[u];
    }
    if (worst === -1) return null;
    const block = blockOf[worst];
    const reasons = classes.map(({ class: coreClass }) => {
      const key = obstacle(block, coreClass)!;
      const need = needOf(block, key, coreClass);
      return `${coreClass.name}: ${key} ${grouped(need)} > ${grouped(limitOf(coreClass.limits, key))}`;
    });
    return {
      code: 'E2231',
      severity: 'error',
      where: vertexName(network, population, worst),
      message:
        `is lowered so that ${grouped(loads.neurons[block])} neurons share a core, and they fit no class of it ` +
        `(${reasons.join('; ')}); ${grouped(neurons)} neurons of ${population.id} are affected.`,
      have: 0,
      need: 1,
      unit: 'core classes',
      hint: 'Lower with a finer grain, or raise one of these limits.',
    };
  };
}

/** Limits that neurons fill together, whatever else is on their core. */
const WHOLE: readonly (keyof CoreLimits)[] = ['neurons', 'synapses', 'synapseMemoryBits', 'inputAxons'];
