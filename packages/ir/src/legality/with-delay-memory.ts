import type { NetworkSpec } from '../network-spec.ts';
import type { Target } from '../target.ts';
import { delaySlotsPerNeuron } from './delays.ts';

/**
 * The chip with cores that hold no more neurons than their delay memory has room for, in which every neuron takes as many
 * slots as the longest delay of the network. So every partitioner keeps the limit as it keeps the one on neurons.
 * The same target where no class of core has such a limit, or none binds.
 */
export function withDelayMemory(target: Target, spec: NetworkSpec): Target {
  if (target.classes.every(({ delayMemorySlots }) => delayMemorySlots === undefined)) return target;
  const slots = delaySlotsPerNeuron(spec);
  let binds = false;
  const classes = target.classes.map((each) => {
    if (each.delayMemorySlots === undefined) return each;
    const room = Math.floor(each.delayMemorySlots / slots);
    if (room >= (each.limits.neurons ?? Infinity)) return each;
    binds = true;
    return { ...each, limits: { ...each.limits, neurons: room } };
  });
  return binds ? { ...target, classes } : target;
}
