/** Networks that are broken in very many places: that these tests end is the test. */
import { describe, expect, it } from '@jest/globals';
import type { Diagnostic } from '../diagnostic.ts';
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from '../network-spec.ts';
import { checkNetworkSpec } from './check-network-spec.ts';

const MANY = 30_000;

const sequence = <Item>(make: (index: number) => Item): Item[] =>
  Array.from({ length: MANY }, (_, i) => make(i));

function found(
  populations: readonly PopulationSpec[],
  projections: readonly ProjectionSpec[],
): readonly Diagnostic[] {
  const spec: NetworkSpec = { name: 'n', timestepMs: 1, durationMs: 1, populations, projections };
  return checkNetworkSpec(spec);
}

describe('a network broken in very many places', () => {
  const good = sequence((i): PopulationSpec => ({ id: `population-${i}`, size: 1, spikes: 1 }));
  it.each<[string, PopulationSpec[], ProjectionSpec[], string, number]>([
    [
      'misspelt references',
      good,
      sequence((i) => ({ from: `popluation-${i}`, to: `population-${i}x`, connector: 'all-to-all' })),
      'E1110',
      2 * MANY,
    ],
    [
      'unknown connectors',
      good,
      sequence((i) => ({ from: good[i].id, to: good[i].id, connector: 'all-to-al' as 'all-to-all' })),
      'E1111',
      MANY,
    ],
    ['populations of one name', sequence(() => ({ id: 'p', size: 1, spikes: 1 })), [], 'E1102', MANY - 1],
    [
      'populations without neurons',
      sequence((i) => ({ id: `p${i}`, size: 0, spikes: 1 })),
      [],
      'E1103',
      MANY,
    ],
    ['negative spikes', sequence((i) => ({ id: `p${i}`, size: 1, spikes: -1 })), [], 'E1105', MANY],
    [
      'unknown roles',
      sequence((i) => ({ id: `p${i}`, size: 1, spikes: 1, role: 'inptu' as 'input' })),
      [],
      'E1108',
      MANY,
    ],
  ])('%s are counted in full and named to a cap', (_name, populations, projections, code, count) => {
    const diagnostics = found(populations, projections);
    expect(diagnostics).toHaveLength(201);
    expect(diagnostics.every((diagnostic) => diagnostic.code === code)).toBe(true);
    expect(diagnostics.at(-1)!.have).toBe(count);
  });

  it('the first misspelt references get the nearest name, the others the list', () => {
    const projections = sequence((i): ProjectionSpec => ({
      from: 'popluation-7',
      to: good[i].id,
      connector: 'one-to-one',
    }));
    const hints = found(good, projections).map(({ hint }) => hint ?? '');
    expect(hints.filter((hint) => hint === 'Did you mean population-7?')).toHaveLength(20);
    expect(hints[20]).toMatch(/^Populations: population-0, population-1, .*, \.\.\.\.$/);
  });
});
