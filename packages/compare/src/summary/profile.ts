/**
 * Performance profile. **Source** E. D. Dolan and J. J. More, "Benchmarking optimization software with performance
 * profiles", Mathematical Programming 91, 2002. **Differs**: a problem is an instance with one seed, and instances count the
 * same however many seeds they have.
 */
import type { Study } from './gather.ts';
import { settled, type Values } from './ratios.ts';
import type { Profile } from './summary.ts';

/** @param values of every instance of the study, in its order. */
export function profileOf(study: Study, values: readonly Values[]): Profile {
  const shares = study.mappers.map(() => new Map<number, number>());
  const problems = study.instances.map(({ runs, seeds }) =>
    seeds.map((_, seed) => seed).filter((seed) => runs.every((row) => row[seed] !== null)),
  );
  const instances = problems.filter((seeds) => seeds.length > 0).length;
  for (const [instance, seeds] of problems.entries()) {
    for (const seed of seeds) {
      const best = bestOf(values[instance], seed);
      for (const [mapper, share] of shares.entries()) {
        const factor = factorOf(values[instance][mapper][seed], best);
        if (factor !== null) share.set(factor, (share.get(factor) ?? 0) + 1 / seeds.length / instances);
      }
    }
  }
  return {
    instances,
    curves: study.mappers.map((mapper, index) => ({ mapper, steps: stepsOf(shares[index]) })),
  };
}

function bestOf(values: Values, seed: number): number | null {
  const known = values.map((row) => row[seed]).filter((value) => value !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** null: a failure, or endlessly far from a best of 0; where a cost is below 0 only the best itself is within any factor. */
function factorOf(value: number | null, best: number | null): number | null {
  if (value === null || best === null) return null;
  if (value === best) return 1;
  return best <= 0 ? null : settled(value / best);
}

function stepsOf(share: ReadonlyMap<number, number>): (readonly [number, number])[] {
  let sum = 0;
  return [...share]
    .sort(([a], [b]) => a - b)
    .map(([factor, part]) => [factor, settled((sum += part))] as const);
}
