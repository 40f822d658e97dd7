/** Pareto fronts of two metrics: of every instance by medians, and of all by means of ratios. */
import { frontOf } from './front.ts';
import { metricSummary, type Question } from './metric-summary.ts';
import type { AxisOfFront, Front, FrontPoint, MetricSummary } from './summary.ts';

export function frontBetween(keys: { readonly x: string; readonly y: string }, question: Question): Front {
  const x = metricSummary(keys.x, question);
  const y = metricSummary(keys.y, question);
  const { mappers, instances } = question.study;
  return {
    x: axisOf(x),
    y: axisOf(y),
    instances: instances.map(({ label }, at) => ({
      instance: label,
      points: pointsOf(mappers, (mapper) => [
        x.instances[at].cells[mapper].value?.median ?? null,
        y.instances[at].cells[mapper].value?.median ?? null,
      ]),
    })),
    overall: pointsOf(mappers, (mapper) => [x.overall[mapper].common.mean, y.overall[mapper].common.mean]),
  };
}

function axisOf({ key, label, unit, marks }: MetricSummary): AxisOfFront {
  return { key, label, unit, marks };
}

function pointsOf(
  mappers: readonly string[],
  at: (mapper: number) => readonly [number | null, number | null],
): FrontPoint[] {
  const points = mappers.flatMap((mapper, index) => {
    const [x, y] = at(index);
    return x === null || y === null ? [] : [{ mapper, x, y }];
  });
  return frontOf(points);
}
