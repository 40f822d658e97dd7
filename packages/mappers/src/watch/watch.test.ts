import { describe, expect, it } from '@jest/globals';
import { testContext } from '../testing/context.ts';
import { unwatched, watchBy, watchOf, type Watch } from './watch.ts';

type Told = [share: number | null, cost: number | undefined];

/** A watch that goes on `goes` times, and what it was told. */
function recorded(goes = Infinity): { watch: Watch; told: Told[] } {
  const told: Told[] = [];
  return { told, watch: watchBy((share, cost) => told.push([share, cost]) <= goes) };
}

describe('a watch', () => {
  it.each<[string, (watch: Watch) => void, Told[]]>([
    ['nothing known', (watch) => watch.mayGoOn(), [[null, undefined]]],
    ['share and cost', (watch) => watch.mayGoOn(0.5, 7), [[0.5, 7]]],
    ['a cost of zero', (watch) => watch.mayGoOn(0, 0), [[0, 0]]],
    ['no cost yet', (watch) => watch.mayGoOn(0.1, Infinity), [[0.1, undefined]]],
    ['a part', (watch) => watch.part(0.5, 0.75).mayGoOn(0.5), [[0.625, undefined]]],
    ['a part of a part', (watch) => watch.part(0.5, 1).part(0.5, 1).mayGoOn(0), [[0.75, undefined]]],
    ['no share', (watch) => watch.withoutShare().mayGoOn(0.5, 7), [[null, 7]]],
    ['no cost', (watch) => watch.withoutCost().mayGoOn(0.5, 7), [[0.5, undefined]]],
    [
      'neither',
      (watch) => watch.part(0, 0.5).withoutCost().withoutShare().mayGoOn(1, 1),
      [[null, undefined]],
    ],
    [
      'the furthest share and the lowest cost, whoever tells less',
      (watch) => {
        watch.mayGoOn(0.5, 7);
        watch.part(0, 0.5).mayGoOn(0.5, 9);
        watch.withoutShare().mayGoOn(0.9, 6);
        watch.mayGoOn();
      },
      [
        [0.5, 7],
        [0.5, 7],
        [0.5, 6],
        [0.5, 6],
      ],
    ],
  ])('tells %s', (_name, use, expected) => {
    const { watch, told } = recorded();
    use(watch);
    expect(told).toEqual(expected);
  });

  it('puts the question once for so much work, whoever did it', () => {
    const { watch, told } = recorded();
    const part = watch.part(0, 0.5).withoutCost();
    for (let k = 1; k <= 3 * 1024; k++) (k % 2 === 0 ? watch : part).spend(1024, 1);
    expect(told.length).toBe(3);
    expect(watch.spend(1 << 30)).toBe(true);
    expect(told.length).toBe(4);
  });

  it('once over, is over for all of its parts, and asks no more', () => {
    const { watch, told } = recorded(1);
    const part = watch.part(0.2, 0.4);
    expect([watch.mayGoOn(), part.spend(1), part.isOver]).toEqual([true, true, false]);
    expect(part.mayGoOn()).toBe(false);
    expect([watch.spend(1), watch.spend(1 << 30), watch.mayGoOn(1), watch.isOver]).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(told.length).toBe(2);
  });

  it('is never over where nobody watches', () => {
    expect([unwatched().mayGoOn(), unwatched().spend(1 << 30), unwatched().isOver]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('the watch of a pass', () => {
  it('asks the context', () => {
    const ctx = testContext(1, 1);
    const watch = watchOf(ctx);
    expect([watch.mayGoOn(), watch.mayGoOn(), watch.mayGoOn()]).toEqual([true, false, false]);
    expect(ctx.calls()).toBe(2);
  });

  it('until given up, goes on where the pass is told to stop, and says so', () => {
    let givenUp = false;
    const ctx = testContext(1, 0);
    const watch = watchOf({ ...ctx, giveUp: () => givenUp });
    const patient = watch.untilGivenUp();
    expect([patient.mayGoOn(), watch.isOver, patient.isOver, patient.spend(1)]).toEqual([
      true,
      true,
      false,
      true,
    ]);
    givenUp = true;
    expect([patient.spend(1 << 30), patient.isOver, patient.spend(1)]).toEqual([false, true, false]);
  });

  it('without a limit there is nothing to give up', () => {
    const watch = watchOf(testContext(1, 0));
    expect(watch.untilGivenUp().mayGoOn()).toBe(false);
  });
});
