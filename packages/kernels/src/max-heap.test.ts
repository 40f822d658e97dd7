import { describe, expect, it } from '@jest/globals';
import { MaxHeap } from './max-heap.ts';
import { Rng } from './rng.ts';

describe('MaxHeap', () => {
  it('has the largest key on top, the lowest id among equals, whatever happened before', () => {
    const rng = new Rng(3);
    const heap = new MaxHeap(50);
    const keyOf = new Map<number, number>();
    /** What the heap and the map say, step by step: compared in the end, since a matcher costs more than a step. */
    const heapSays: unknown[] = [];
    const mapSays: unknown[] = [];
    for (let step = 0; step < 4000; step++) {
      const id = rng.below(50);
      const key = rng.below(8) - 4;
      const action = rng.below(4);
      if (action === 0 && keyOf.has(id)) {
        heap.remove(id);
        keyOf.delete(id);
      } else if (action === 1 && heap.size > 0) {
        const first = firstOf(keyOf);
        heapSays.push({ step, popped: heap.pop() });
        mapSays.push({ step, popped: first });
        keyOf.delete(first);
      } else {
        if (keyOf.has(id)) heap.update(id, key);
        else heap.insert(id, key);
        keyOf.set(id, key);
      }
      heapSays.push({ step, size: heap.size, has: heap.has(id), top: heap.size > 0 ? heap.top() : null });
      const top = keyOf.size > 0 ? firstOf(keyOf) : null;
      mapSays.push({ step, size: keyOf.size, has: keyOf.has(id), top });
    }
    expect(heapSays).toEqual(mapSays);
    heap.clear();
    expect([heap.size, heap.has(7)]).toEqual([0, false]);
  });
});

function firstOf(keyOf: ReadonlyMap<number, number>): number {
  return [...keyOf].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0];
}
