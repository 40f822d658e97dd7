import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { METHODS, type MethodName } from './methods.ts';
import type { UnitPlan } from './unit-plan.ts';

const range = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, source) => source);
const planOf = (method: MethodName, inputs: number, most: number): UnitPlan =>
  METHODS[method].plannerOf([range(inputs)], most)(0);

describe('plans of units', () => {
  // Units of a chain: ceil((c - f) / (f - 1)) + 1, the neuron among them.
  it.each([
    ['chain', 784, 127, 7, 6],
    ['chain', 784, 128, 7, 6],
    ['chain', 784, 64, 13, 12],
    ['chain', 400, 256, 2, 1],
    ['chain', 3, 2, 2, 1],
    ['chain', 5, 2, 4, 3],
    ['tree', 784, 128, 8, 1],
    ['tree', 784, 64, 14, 1],
    ['tree', 400, 256, 3, 1],
    ['tree', 9, 3, 4, 1],
    ['tree', 10, 3, 7, 2],
    ['tree', 5, 2, 6, 2],
    ['slices', 784, 128, 8, 1],
    ['slices', 784, 64, 14, 1],
  ] as const)('%s of %i inputs, %i a unit: %i units, %i edges deep', (method, inputs, most, units, deep) => {
    const { parent, depth } = planOf(method, inputs, most);
    expect([parent.length, Math.max(...depth)]).toEqual([units, deep]);
  });

  it.each(Object.keys(METHODS) as MethodName[])(
    '%s deals every input once, and no unit too many',
    (method) => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 2, max: 40 }), (inputs, most) => {
          const { inputFrom, parent, depth } = planOf(method, inputs, most);
          const units = parent.length;
          expect([inputFrom[0], inputFrom[units], inputFrom.length]).toEqual([0, inputs, units + 1]);
          for (let unit = 0; unit < units; unit++) {
            const heard =
              inputFrom[unit + 1] - inputFrom[unit] + parent.filter((each) => each === unit).length;
            expect(heard).toBeGreaterThan(0);
            expect(heard).toBeLessThanOrEqual(most);
            if (unit === units - 1) expect([parent[unit], depth[unit]]).toEqual([-1, 0]);
            else expect(depth[unit]).toBe(depth[parent[unit]] + 1);
          }
        }),
        { numRuns: 200 },
      );
    },
  );
});

describe('slices of a population', () => {
  const leavesOf = (sources: readonly number[][], most: number): number[][][] => {
    const planner = METHODS.slices.plannerOf(
      sources.map((each) => Uint32Array.from(each)),
      most,
    );
    return sources.map((each, neuron) => {
      const { inputFrom, depth } = planner(neuron);
      return depth
        .map((_, unit) => each.slice(inputFrom[unit], inputFrom[unit + 1]))
        .filter((heard) => heard.length > 0);
    });
  };

  it.each([
    [
      'that hears the same',
      [
        [0, 1, 2, 3, 4],
        [0, 1, 2, 3, 4],
      ],
      3,
      [
        [
          [0, 1, 2],
          [3, 4],
        ],
        [
          [0, 1, 2],
          [3, 4],
        ],
      ],
    ],
    [
      'of which one hears less: the cut is common',
      [
        [0, 1, 2, 3],
        [0, 3, 4, 5],
      ],
      3,
      [
        [[0, 1, 2], [3]],
        [[0], [3, 4, 5]],
      ],
    ],
    [
      'that hears unlike sources: each has its own',
      [
        [0, 2, 4, 6],
        [1, 3, 5, 7],
      ],
      2,
      [
        [
          [0, 2],
          [4, 6],
        ],
        [
          [1, 3],
          [5, 7],
        ],
      ],
    ],
    [
      'with parallel synapses, more than a unit takes',
      [[0, 0, 0, 1]],
      2,
      [
        [
          [0, 0],
          [0, 1],
        ],
      ],
    ],
  ])('%s', (_name, sources, most, leaves) => {
    expect(leavesOf(sources, most)).toEqual(leaves);
  });
});
