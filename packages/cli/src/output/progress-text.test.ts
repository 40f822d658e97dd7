import { describe, expect, it } from '@jest/globals';
import type { ProgressReport } from '@nmap/compiler';
import { progressText } from './progress-text.ts';

const report = (changed: Partial<ProgressReport>): ProgressReport => ({
  phase: 'searching',
  pass: 'refine/joint',
  passIndex: 3,
  passCount: 5,
  fraction: null,
  cost: null,
  elapsedMs: 12_345,
  ...changed,
});

describe('progressText', () => {
  it.each<[Partial<ProgressReport>, string]>([
    [{}, 'pass 4 of 5: refine/joint, 12 s'],
    [{ fraction: 0 }, 'pass 4 of 5: refine/joint 0 %, 12 s'],
    [{ fraction: 0.379, cost: 1234567 }, 'pass 4 of 5: refine/joint 37 %, best cost 1,234,567, 12 s'],
    [{ fraction: 0.9999 }, 'pass 4 of 5: refine/joint 99 %, 12 s'],
    [{ fraction: 1 }, 'pass 4 of 5: refine/joint 100 %, 12 s'],
    [{ cost: 0.123456 }, 'pass 4 of 5: refine/joint, best cost 0.1235, 12 s'],
    [{ pass: 'partition/multilevel', passIndex: 0 }, 'pass 1 of 5: partition/multilevel, 12 s'],
    [{ elapsedMs: 0 }, 'pass 4 of 5: refine/joint, 0 s'],
    [{ elapsedMs: 59_999 }, 'pass 4 of 5: refine/joint, 59 s'],
    [{ elapsedMs: 185_000 }, 'pass 4 of 5: refine/joint, 3 min 5 s'],
    // No percentage, no bar that stands at its end: how long these take is not known.
    [{ phase: 'lowering', pass: 'lower', fraction: 0 }, 'laying out the network, 12 s'],
    [{ phase: 'checking', fraction: 0 }, 'checking what cannot fit, 12 s'],
    [{ phase: 'verifying', fraction: 1, cost: 17 }, 'verifying the placement, 12 s'],
    [{ phase: 'counting', fraction: 1 }, 'counting what it costs, 12 s'],
  ])('%j', (changed, text) => {
    expect(progressText(report(changed))).toBe(text);
  });
});
