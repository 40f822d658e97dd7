import { Rng } from '@nmap/kernels';
import type { PassContext } from '../pass.ts';

/** A context that records statistics and says `stop` after `budget` calls of progress, which then come often. */
export function testContext(
  seed = 1,
  budget = Infinity,
): PassContext & {
  readonly stats: Map<string, number>;
  readonly calls: () => number;
  readonly fellBackTo: () => string | null;
} {
  const stats = new Map<string, number>();
  let maker: string | null = null;
  let calls = 0;
  return {
    rng: new Rng(seed),
    threads: 1,
    stats,
    calls: () => calls,
    fellBackTo: () => maker,
    diagnostic: () => undefined,
    stat: (name, value) => void stats.set(name, value),
    fellBack: (to) => void (maker = to),
    ...(budget < Infinity ? { workBetweenQuestions: 1000 } : {}),
    progress: () => (++calls > budget ? 'stop' : 'go'),
  };
}
