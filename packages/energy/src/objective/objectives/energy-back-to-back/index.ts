import { missingStepTimes, stepPrices } from '../time/index.ts';
import type { ObjectiveDefinition } from '../../definition.ts';
import { stepsOf } from '../../../counts/parts.ts';
import { energyPrices } from '../energy/index.ts';

/** 1 mW for 1 ns is 1 pJ. */
const PJ_PER_MW_NS = 1;
const NS_PER_MS = 1e6;

/** The same events, on a chip that starts each step as soon as it is done with the last. */
export const energyBackToBack: ObjectiveDefinition = {
  name: 'energy-back-to-back',
  unit: 'pJ',
  summary: 'interconnect, and static power for the modelled time of the steps',
  balances: true,
  price(problem) {
    const { packets, statics, notes, impossible } = energyPrices(problem);
    if (impossible !== null) return { impossible };
    const missing = missingStepTimes(problem.target);
    const { perCore, perTile, perChip } = statics;
    if (perCore + perTile + perChip > 0 && missing.length > 0)
      return { impossible: `${missing.join(', ')} unknown` };
    const perMw = stepsOf(problem.network) * PJ_PER_MW_NS;
    return {
      prices: {
        ...packets,
        perStepNs: stepPrices({
          perCore: perCore * perMw,
          perTile: perTile * perMw,
          perChip: perChip * perMw,
        }),
      },
      notes,
    };
  },
  value(costs) {
    const { stepNs } = costs.step;
    if (stepNs === null) return null;
    return costs.energyPj((costs.counts.steps * stepNs) / NS_PER_MS);
  },
};
