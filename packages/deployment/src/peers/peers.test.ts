import { describe, expect, it } from '@jest/globals';
import { compareDevices, type MeasuredDevice } from './device.ts';
import { PUBLISHED_DEVICES } from './published.ts';

const named = (name: string): MeasuredDevice => PUBLISHED_DEVICES.find((device) => device.name === name)!;

describe('published devices', () => {
  it('give the ratios of the six numbers in the logs', () => {
    const ratio = compareDevices(named('Neural Compute Stick 2'), named('Loihi'), 0.01);
    expect(ratio.runningPower).toBeCloseTo(13.0, 1);
    expect(ratio.dynamicEnergy).toBeCloseTo(7.4, 1);
    expect(ratio.totalEnergy).toBeCloseTo(8.3, 1);
    expect(ratio.latency).toBeCloseTo(296 / 465, 6);
    // The logs state no accuracy.
    expect(ratio.marks).toEqual(['accuracy unknown: equal accuracy is not shown']);
  });

  it('have energies that agree with their power and speed', () => {
    for (const { idleW, runningW, inferencesPerSecond, dynamicMj, totalMj } of PUBLISHED_DEVICES) {
      expect(totalMj! / (((runningW as number) * 1000) / inferencesPerSecond!)).toBeCloseTo(1, 1);
      expect(dynamicMj! / (((runningW! - idleW!) * 1000) / inferencesPerSecond!)).toBeCloseTo(1, 1);
    }
  });
});

describe('a comparison', () => {
  const device: MeasuredDevice = { ...named('Loihi'), accuracy: 0.9 };
  it.each([
    { other: { ...device, accuracy: 0.905 }, marks: [] },
    { other: { ...device, accuracy: 0.95 }, marks: [/unequal accuracy: 90.0 % against 95.0 %/] },
    { other: { ...device, accuracy: null }, marks: [/accuracy unknown/] },
    { other: { ...device, totalMj: null }, marks: [/unknown: totalEnergy/] },
    { other: { ...device, workload: 'another' }, marks: [/not the same work/] },
    { other: { ...device, name: 'chip', evidence: 'model' as const }, marks: [/chip is a model's estimate/] },
  ])('says what stands in its way: $marks', ({ other, marks }) => {
    const found = compareDevices(device, other, 0.01).marks;
    expect(found).toHaveLength(marks.length);
    marks.forEach((mark, k) => expect(found[k]).toMatch(mark));
  });
});
