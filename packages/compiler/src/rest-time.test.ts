import { describe, expect, it } from '@jest/globals';
import { presetText, readHardware } from '@nmap/hardware';
import { lower, makeClustered, makePlaced, type Lowered, type Problem } from '@nmap/ir';
import { startClock } from './budget.ts';
import { paceOf, restTimeMs } from './rest-time.ts';

function problemOf(size: number, fanOut: number, preset = 'jin32'): Problem {
  const { text, fileName } = presetText(preset);
  const { network } = lower({
    name: 'net',
    timestepMs: 1,
    durationMs: 100,
    populations: [{ id: 'a', size, spikes: 2 }],
    projections: [{ from: 'a', to: 'a', connector: 'fixed-fan-out', n: fanOut }],
  });
  const { target } = readHardware(text, fileName);
  return { network, target, constraints: { maxCores: null }, objective: 'traffic' };
}
const lowered = (problem: Problem): Lowered => ({ stage: 'lowered', problem });

/** Neurons dealt to `cores` clusters in turn: every core hears most of the others. */
function clustered(problem: Problem, cores: number) {
  const clusterOf = Uint32Array.from({ length: problem.network.vertexCount }, (_, u) => u % cores);
  return makeClustered(problem, clusterOf, new Uint32Array(cores), cores);
}

describe('restTimeMs', () => {
  const small = problemOf(1000, 4);

  it('is 0 of what is not laid out', () => {
    const spec = { name: 'n', timestepMs: 1, durationMs: 1, populations: [], projections: [] };
    const source = { stage: 'source', spec, ...small } as unknown as Parameters<typeof restTimeMs>[0];
    expect(restTimeMs(source, 1, null)).toBe(0);
  });

  it('grows with neurons, targets and pins, and with the pace of the machine', () => {
    const of = (problem: Problem): number => restTimeMs(lowered(problem), 1, null);
    expect(of(problemOf(2000, 4))).toBeGreaterThan(1.9 * of(small));
    expect(of(problemOf(1000, 40))).toBeGreaterThan(2 * of(small));
    expect(restTimeMs(lowered(small), 3, null)).toBeCloseTo(3 * of(small), 9);
    expect(restTimeMs(clustered(small, 8), 1, null)).toBeGreaterThan(
      restTimeMs(clustered(small, 1), 1, null),
    );
  });

  it('follows the connectivity of the partition that is made, up to a pin for each target', () => {
    const at = (connectivity: number | null): number => restTimeMs(lowered(small), 1, connectivity);
    // Two spikes of each neuron over 4,000 targets.
    expect(at(2000)).toBeCloseTo(at(null), 9);
    expect(at(200)).toBeLessThan(at(2000));
    expect(at(8000)).toBeCloseTo(at(1e9), 9);
  });

  it('is the same of a clustering, its placement and its routes', () => {
    const stage = clustered(small, 8);
    const placed = makePlaced(
      stage,
      Uint32Array.from({ length: 8 }, (_, core) => core),
    );
    expect(restTimeMs(placed, 1, null)).toBe(restTimeMs(stage, 1, null));
  });

  it('is longer where every spike is a tree of its own', () => {
    expect(restTimeMs(clustered(problemOf(1000, 4, 'spinnaker'), 8), 1, null)).toBeGreaterThan(
      restTimeMs(clustered(small, 8), 1, null),
    );
  });
});

describe('paceOf', () => {
  const sized = (neuronCount: number, targets: number): Problem =>
    ({ network: { vertexCount: neuronCount, outTarget: { length: targets } } }) as unknown as Problem;
  // 230 ns a neuron and 3.5 a target: 300 ms.
  const large = sized(1_000_000, 20_000_000);

  it.each([
    ['a check too short to tell anything', sized(1000, 4000), 50, 1],
    ['the usual machine', large, 300, 1],
    ['one twice as slow', large, 600, 2],
    ['one twice as fast', large, 150, 0.5],
    ['one that stood still', large, 60_000, 4],
    ['one that could not have checked it', large, 1, 0.25],
  ])('of %s', (_name, problem, checkMs, pace) => {
    expect(paceOf(problem, checkMs)).toBeCloseTo(pace, 9);
  });
});

describe('what a clock affords', () => {
  const clock = (elapsedBeforeMs: number, keptBackMs = 0) => {
    const started = startClock({ timeLimitS: 1000, elapsedBeforeMs, cancelled: () => false });
    started.keepBack(keptBackMs);
    return started;
  };

  it.each<[string, number, number, number, 'time-limit' | null]>([
    ['what fits', 0, 0, 900_000, null],
    ['what does not', 0, 0, 1_000_001, 'time-limit'],
    ['what the time before the run has taken', 800_000, 0, 300_000, 'time-limit'],
    ['what verifying and counting will take', 0, 800_000, 300_000, 'time-limit'],
    ['what fits beside both', 300_000, 300_000, 300_000, null],
  ])('%s', (_name, before, keptBack, need, reason) => {
    expect(clock(before, keptBack).stopReason(need)).toBe(reason);
  });

  it('is everything without a limit, and nothing after an interrupt', () => {
    expect(startClock({ timeLimitS: null, cancelled: () => false }).stopReason(1e12)).toBeNull();
    expect(startClock({ timeLimitS: null, cancelled: () => true }).stopReason(0)).toBe('interrupted');
  });

  it('gives the first legal state a second, however short the limit', () => {
    const started = startClock({ timeLimitS: 0.001, elapsedBeforeMs: 500_000, cancelled: () => false });
    expect(started.stopReason()).toBe('time-limit');
    expect(started.giveUpReason()).toBeNull();
  });
});
