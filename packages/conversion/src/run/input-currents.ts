import { readSample, sizeOf, type DataSet } from '@nmap/dnn';
import type { InjectedCurrent } from '@nmap/simulator';
import { applyOperator } from '../linear/apply.ts';
import type { Spiking } from '../stages.ts';
import { rateOf } from './image-input.ts';

/** Currents into the populations that read the input, image k in presentation k: what a host or an input core computes. */
export function inputCurrents(
  { populations, projections, calibrated }: Spiking,
  data: DataSet,
): InjectedCurrent[] {
  const sample = new Float64Array(sizeOf(data.shape));
  const first = projections.filter(({ from }) => populations[from].role === 'input');
  const targets = [...new Set(first.map(({ to }) => to))];
  return targets.map((target) => ({
    population: populations[target].id,
    presentation: (image) => {
      const current = new Float64Array(sizeOf(populations[target].shape));
      if (image >= data.count) return current;
      readSample(data, image, sample);
      const rates = sample.map((value) => rateOf(value, calibrated.inputRange));
      for (const { to, operator } of first) if (to === target) applyOperator(operator, rates, current);
      return current;
    },
  }));
}
