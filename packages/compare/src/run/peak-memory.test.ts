import { describe, expect, it } from '@jest/globals';
import { peakMemoryBytes, peakOf } from './peak-memory.ts';

describe('peak memory of a run', () => {
  it('is what the kernel counts for this process alone, not what its parent had when it was started', () => {
    const status = 'Name:\tnode\nVmPeak:\t 1263444 kB\nVmHWM:\t   61440 kB\nVmRSS:\t   40000 kB\n';
    expect(peakOf(status, 562_000)).toBe(61_440 * 1024);
  });

  it.each([null, '', 'Name:\tnode\n'])('is what Node counts where the kernel does not say (%j)', (status) => {
    expect(peakOf(status, 1000)).toBe(1_024_000);
  });

  it('is never above what Node counts', () => {
    const most = process.resourceUsage().maxRSS * 1024;
    expect(peakMemoryBytes()).toBeGreaterThan(0);
    // It may have grown between the two.
    expect(peakMemoryBytes()).toBeLessThanOrEqual(1.1 * most);
  });
});
