import { describe, expect, it } from '@jest/globals';
import { NONE } from './column.ts';
import { PartMembers } from './part-members.ts';
import { Rng } from './rng.ts';

describe('PartMembers', () => {
  it('draws every node of a part, and only those, after any moves', () => {
    const rng = new Rng(1);
    const partOf = Uint32Array.from({ length: 40 }, (_, node) => (node % 7 === 0 ? NONE : node % 4));
    const members = new PartMembers(partOf, 4);
    for (let step = 0; step < 200; step++) {
      const node = rng.below(40);
      if (partOf[node] === NONE) continue;
      const to = rng.below(4);
      if (to !== partOf[node]) members.move(node, partOf[node], to);
      partOf[node] = to;
    }
    for (let part = 0; part < 4; part++) {
      const drawn = new Set(Array.from({ length: 1000 }, () => members.random(part, rng)));
      const wanted = new Set(Array.from(partOf.keys()).filter((node) => partOf[node] === part));
      expect(drawn).toEqual(wanted.size === 0 ? new Set([NONE]) : wanted);
    }
  });

  it('has nothing to draw from an empty part', () => {
    expect(new PartMembers(Uint32Array.from([0, 0]), 2).random(1, new Rng(1))).toBe(NONE);
  });
});
