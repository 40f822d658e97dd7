import { Rng } from '@nmap/kernels';
import type { PassContext } from '../pass.ts';

/** A context that records statistics and says `stop` after `budget` calls of progress, which then come often. */
export function testContext(
  seed = 1,
  budget = Infinity,
): PassContext & { readonly stats: Map<string, number>; readonly calls: () => number } {
  const stats = new Map<string, number>();
  let calls = 0;
  return {
    rng: new Rng(seed),
    threads: 1,
    stats,
    calls: () => calls,
    diagnostic: () => undefined,
    stat: (name, value) => void stats.set(name, value),
    ...(budget < Infinity ? { workBetweenQuestions: 1000 } : {}),
    progress: () => (++calls > budget ? 'stop' : 'go'),
  };
}
