/**
 * What every connector of the table must do, whoever wrote it: values are made from its keys' rules, so that a new one is
 * tried without further work. What it makes exactly is in `connectors.test.ts`.
 */
import { describe, expect, it } from '@jest/globals';
import type { Connector, PopulationSpec } from '../network-spec.ts';
import type { KeyRule } from './common/keys.ts';
import {
  CONNECTOR_NAMES,
  checkConnector,
  connectorNamed,
  countSynapses,
  hasKnownCount,
  isSoundInSize,
  kernelLength,
  makesMultapses,
  provenDegrees,
  visitSynapses,
} from './table.ts';
import { makeEnds } from './weighted.ts';

const A: PopulationSpec = { id: 'a', size: 16, shape: [1, 4, 4] };
const B: PopulationSpec = { id: 'b', size: 16, shape: [1, 4, 4] };
const PAIRS = [
  ['two populations', makeEnds(A, B, 0)],
  ['one onto itself', makeEnds(A, A, 1)],
] as const;

/** Something small that the rule allows, and something that it does not. */
function valuesOf(rule: KeyRule): { readonly good: unknown; readonly bad: unknown } {
  switch (rule.kind) {
    case 'count':
      return { good: 2, bad: -1 };
    case 'probability':
      return { good: 0.5, bad: 1.5 };
    case 'length':
      return { good: 1.5, bad: 0 };
    case 'word':
      return { good: rule.words[0], bad: 'no such word' };
    case 'indices':
      return { good: [0, 3, 3], bad: [0, 99, 1] };
    case 'whole':
      return { good: 1, bad: 0 };
    case 'seed':
      return { good: 7, bad: 0.5 };
    case 'flag':
      return { good: false, bad: null };
    case 'pair':
      return { good: rule.least, bad: -1 };
  }
}

function made(name: Connector['connector'], change: Readonly<Record<string, unknown>> = {}): Connector {
  const keys = Object.entries(connectorNamed(name).keys);
  const values = Object.fromEntries(keys.map(([key, rule]) => [key, valuesOf(rule).good]));
  return { connector: name, ...values, ...change } as unknown as Connector;
}

const faultsOf = (connector: Connector): string[] => {
  const found: string[] = [];
  checkConnector(connector, PAIRS[0][1], ({ message }) => found.push(message));
  return found;
};

const all = CONNECTOR_NAMES.flatMap((name) => PAIRS.map(([ends, pair]) => ({ name, ends, pair })));

describe('every connector', () => {
  it.each(all)('$name, $ends: counts, proves and repeats what it makes', ({ name, pair }) => {
    const connector = made(name);
    const entries = kernelLength(connector, pair);
    const visited = (): string[] => {
      const synapses: string[] = [];
      visitSynapses(connector, pair, (pre, post, tap) => {
        expect([pre >= 0 && pre < 16, post >= 0 && post < 16, tap < (entries ?? 1)]).toEqual([
          true,
          true,
          true,
        ]);
        synapses.push(`${pre} ${post} ${tap}`);
      });
      return synapses;
    };
    const synapses = visited();
    expect(visited()).toEqual(synapses);
    if (hasKnownCount(connector)) expect(synapses).toHaveLength(countSynapses(connector, pair));
    const pairs = synapses.map((synapse) => synapse.split(' ').slice(0, 2).join(' '));
    if (!makesMultapses(connector)) expect(new Set(pairs).size).toBe(pairs.length);
    const ends = synapses.map((synapse) => synapse.split(' ').map(Number));
    const sources = Array.from(
      { length: 16 },
      (_, i) => new Set(ends.filter(([, post]) => post === i).map(([pre]) => pre)),
    );
    const targets = Array.from(
      { length: 16 },
      (_, i) => new Set(ends.filter(([pre]) => pre === i).map(([, post]) => post)),
    );
    const proven = provenDegrees(connector, pair);
    expect(proven.synapses).toBeLessThanOrEqual(synapses.length);
    expect(proven.ontoEveryTarget).toBeLessThanOrEqual(Math.min(...sources.map(({ size }) => size)));
    expect(proven.ontoSomeTarget).toBeLessThanOrEqual(Math.max(...sources.map(({ size }) => size)));
    expect(proven.fromEverySource).toBeLessThanOrEqual(Math.min(...targets.map(({ size }) => size)));
  });

  it.each(CONNECTOR_NAMES)('%s: is sound, and draws something else from another seed', (name) => {
    const connector = made(name);
    expect(faultsOf(connector)).toEqual([]);
    expect(isSoundInSize(connector, PAIRS[0][1])).toBe(true);
    if (!('seed' in connectorNamed(name).keys)) return;
    const drawn = (seed: number): string => {
      const found: string[] = [];
      visitSynapses(made(name, { seed }), PAIRS[0][1], (pre, post) => found.push(`${pre} ${post}`));
      return found.join();
    };
    expect(drawn(1)).not.toBe(drawn(2));
  });

  const wrong = CONNECTOR_NAMES.flatMap((name) =>
    Object.entries(connectorNamed(name).keys)
      .filter(([, rule]) => rule.kind !== 'flag')
      .map(([key, rule]) => ({ name, key, bad: valuesOf(rule).bad })),
  );
  it.each(wrong)('$name: $key $bad is a fault', ({ name, key, bad }) => {
    expect(faultsOf(made(name, { [key]: bad }))).not.toEqual([]);
  });

  it('is called by no name that is that of another', () => {
    const names = CONNECTOR_NAMES.flatMap((name) => [name, ...connectorNamed(name).alsoCalled]);
    expect(names.filter((name, k) => names.indexOf(name) !== k)).toEqual([]);
  });
});
