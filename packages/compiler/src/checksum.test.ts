import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { NONE } from '@nmap/kernels';
import type { CompileStage } from './stage.ts';
import { stageChecksum } from './checksum.ts';

/** What a checksum is said to be, from columns written down by hand. */
function hashOf(...columns: (Uint32Array | Float64Array)[]): string {
  const hash = createHash('sha256');
  for (const column of columns) hash.update(new Uint8Array(column.buffer));
  return hash.digest('hex').slice(0, 16);
}

const column = (...values: number[]): Uint32Array => Uint32Array.from(values);

/** Four neurons, the second one external; stages carry what the checksum reads. */
function clustered(clusterOf: number[], classOf: number[]): Extract<CompileStage, { stage: 'clustered' }> {
  const stage = {
    stage: 'clustered',
    clusterCount: classOf.length,
    clusterOf: column(...clusterOf),
    classOf: column(...classOf),
  };
  return stage as unknown as Extract<CompileStage, { stage: 'clustered' }>;
}
const placed = (clusterOf: number[], coreOf: number[]): CompileStage =>
  ({
    stage: 'placed',
    clustered: clustered(clusterOf, [0, 0]),
    coreOf: column(...coreOf),
  }) as unknown as CompileStage;

describe('stageChecksum', () => {
  it('of a clustering: clusters by their lowest neuron, then their classes', () => {
    const expected = hashOf(column(0, NONE, 1, 0), column(5, 7));
    expect(stageChecksum(clustered([0, NONE, 1, 0], [5, 7]))).toBe(expected);
    // The same clusters under other numbers.
    expect(stageChecksum(clustered([1, NONE, 0, 1], [7, 5]))).toBe(expected);
    expect(expected).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each<[string, CompileStage]>([
    ['another partition', clustered([0, NONE, 1, 1], [5, 7])],
    ['other classes', clustered([0, NONE, 1, 0], [7, 5])],
    ['another external neuron', clustered([NONE, 0, 1, 0], [5, 7])],
  ])('of a clustering differs with %s', (_name, stage) => {
    expect(stageChecksum(stage)).not.toBe(stageChecksum(clustered([0, NONE, 1, 0], [5, 7])));
  });

  it('of a placement: the core of each neuron, whatever its cluster is called', () => {
    const expected = hashOf(column(9, NONE, 4, 9));
    expect(stageChecksum(placed([0, NONE, 1, 0], [9, 4]))).toBe(expected);
    expect(stageChecksum(placed([1, NONE, 0, 1], [4, 9]))).toBe(expected);
    expect(stageChecksum(placed([0, NONE, 1, 0], [4, 9]))).not.toBe(expected);
  });

  it('of routes: the placement and the load of each link', () => {
    const routed = (...linkLoads: number[]): CompileStage =>
      ({
        stage: 'routed',
        placed: placed([0, NONE, 1, 0], [9, 4]),
        linkLoads: Float64Array.from(linkLoads),
      }) as unknown as CompileStage;
    const cores = column(9, NONE, 4, 9);
    expect(stageChecksum(routed(0, 2.5, 0, 7))).toBe(hashOf(cores, column(1, 3), Float64Array.of(2.5, 7)));
    expect(stageChecksum(routed(2.5, 0, 0, 7))).not.toBe(stageChecksum(routed(0, 2.5, 0, 7)));
    expect(stageChecksum(routed(0, 2.5, 0, 7.5))).not.toBe(stageChecksum(routed(0, 2.5, 0, 7)));
  });

  it('of a source: nothing is decided', () => {
    expect(stageChecksum({ stage: 'source' } as CompileStage)).toBe(hashOf());
  });
});
