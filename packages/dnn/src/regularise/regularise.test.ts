import { describe, expect, it } from '@jest/globals';
import { NetworkBuilder } from '../networks/builder.ts';
import { synapsesBehind } from './fan-out/synapses-behind.ts';
import { formatRegularisers, parseRegularisers } from './parse-regularisers.ts';
import type { RegulariserDefinition } from './regulariser.ts';
import { REGULARISERS } from './table.ts';

function penaltyOf(
  definition: RegulariserDefinition,
  values: number[],
  more: Record<string, number> = {},
): number {
  return definition.penalise({
    values: Float64Array.from(values),
    prices: Float64Array.from(values, (_, i) => i + 1),
    options: { weight: 2, rate: 0.5, ...more },
    gradient: new Float64Array(values.length),
  });
}

describe('penalties', () => {
  // Values 3 and 4: sum 7, squares 25.
  const rows: readonly (readonly [string, number])[] = [
    ['l1', 14],
    ['l2', 50],
    ['hoyer', 14 / 5],
    ['hoyer-square', (2 * 49) / 25],
    ['target-rate', 2 * (2.5 ** 2 + 3.5 ** 2 + 0.5 ** 2)],
    ['fan-out', 2 * (3 + 3 * 4)],
    ['chip', 2 * (3 + 3 * 4)],
  ];
  it.each(rows)('%s of 3, 0, 4 is %d', (name, expected) => {
    const definition = REGULARISERS.find((regulariser) => regulariser.name === name)!;
    expect(penaltyOf(definition, [3, 0, 4])).toBeCloseTo(expected, 12);
    expect(rows.map(([row]) => row)).toEqual(REGULARISERS.map((regulariser) => regulariser.name));
  });

  it.each(REGULARISERS.map((definition) => [definition.name, definition] as const))(
    '%s of a silent layer is finite, and moves nothing that is silent up or down by NaN',
    (_, definition) => {
      const gradient = new Float64Array(3);
      const terms = {
        values: new Float64Array(3),
        prices: new Float64Array(3),
        options: { weight: 1, rate: 0 },
        gradient,
      };
      expect(definition.penalise(terms)).toBe(0);
      expect([...gradient]).toEqual([0, 0, 0]);
    },
  );

  it.each(['hoyer', 'hoyer-square'])('%s does not see the scale of a layer', (name) => {
    const definition = REGULARISERS.find((regulariser) => regulariser.name === name)!;
    expect(penaltyOf(definition, [0.3, 0, 0.4])).toBeCloseTo(penaltyOf(definition, [3, 0, 4]), 12);
  });
});

describe('parseRegularisers', () => {
  it.each([
    ['', ''],
    ['l1(1e-4)', 'l1(weight=0.0001)'],
    [
      ' l1( 1e-4 ) ; hoyer-square(weight=4e-4,scale=99.9);',
      'l1(weight=0.0001); hoyer-square(weight=0.0004, scale=99.9)',
    ],
    ['target-rate(0.1, weight=1e-3)', 'target-rate(rate=0.1, weight=0.001)'],
    ['target-rate(weight=1e-3, rate=.1, scale=none)', 'target-rate(rate=0.1, weight=0.001)'],
    ['fan-out(1, scale=ceiling)', 'fan-out(weight=1, scale=ceiling)'],
  ])('reads "%s"', (text, full) => {
    expect(formatRegularisers(parseRegularisers(text))).toBe(full);
    expect(parseRegularisers(full)).toEqual(parseRegularisers(text));
  });

  it.each([
    ['hoyersquare(1)', /E1710 .*"hoyersquare" is no regulariser.*Did you mean hoyer-square\?/],
    ['l3(1)', /E1710 .*Did you mean l1\?.*l1, l2, hoyer/],
    ['fanout(1)', /Did you mean fan-out\?/],
    ['l1', /E1711 .*"l1" is not a name with numbers/],
    ['l1(1e-4', /E1711/],
    ['l1(1e-4)) ', /E1711/],
    ['l1(1) l2(1)', /E1711/],
    [';', /E1711/],
    ['l1(1);;l2(1)', /E1711/],
    ['l1(1, 2)', /E1711 l1: "2" has no name/],
    ['l1(1, weight=2)', /E1711 l1: weight is given twice/],
    ['l1()', /E1712 l1: weight is missing/],
    ['target-rate(0.1)', /E1712 target-rate: weight is missing/],
    ['l1(-1)', /E1712 l1: weight is -1/],
    ['l1(a)', /E1712 l1: weight is a/],
    ['l1(1e999)', /E1712/],
    ['l1(0x10)', /E1712/],
    ['l1(1, scale=0)', /E1712 l1: scale is 0/],
    ['l1(1, scale=101)', /E1712 l1: scale is 101/],
    ['l1(1, scale=p99)', /E1712 l1: scale is p99/],
    ['l1(1, wieght=2)', /E1713 .*"wieght" is no option of l1.*Did you mean weight\?/],
  ])('refuses "%s"', (text, expected) => {
    expect(() => parseRegularisers(text)).toThrow(expected);
  });
});

describe('synapsesBehind', () => {
  const net = new NetworkBuilder('net', { inputShape: [1, 6, 6], classes: 3 })
    .conv('conv', 2, 3)
    .activate('a')
    .averagePool('pool', 2)
    .dense('fc1', 5)
    .activate('b')
    .dense('fc2', 3)
    .build();
  it('counts what one spike reaches, up to the next activation', () => {
    const folded = synapsesBehind(net, 'folded');
    const neurons = synapsesBehind(net, 'neurons');
    // A corner of the image is seen by one window of two maps, a pixel of the middle by nine.
    expect(folded[0]?.[0]).toBe(2);
    expect(folded[0]?.[14]).toBe(18);
    expect([...new Set(folded[2])]).toEqual([5]);
    // One synapse to the pooling neuron, and a quarter of its five.
    expect([...new Set(neurons[2])]).toEqual([1 + 5 / 4]);
    expect([...new Set(folded[5])]).toEqual([3]);
    expect(folded.map((counts) => counts === null)).toEqual([false, true, false, true, true, false, true]);
  });

  it('counts none that lead into a margin, and one into a neuron behind a sum', () => {
    const builder = new NetworkBuilder('sum', { inputShape: [1, 3, 3], classes: 2 })
      .conv('c1', 1, 3, { padding: 1 })
      .activate('a');
    const shortcut = builder.last;
    const spec = builder
      .conv('c2', 1, 3, { padding: 1 })
      .add('sum', shortcut)
      .activate('b')
      .dense('fc', 2)
      .build();
    const behind = synapsesBehind(spec, 'folded');
    // Corner, edge and middle of 3 x 3 reach 4, 6 and 9 neurons, and one more by the shortcut.
    expect([...(behind[2] ?? [])]).toEqual([5, 7, 5, 7, 10, 7, 5, 7, 5]);
    expect([...(behind[0] ?? [])]).toEqual([4, 6, 4, 6, 9, 6, 4, 6, 4]);
  });
});
