import { Rng } from '@nmap/kernels';
import type { PassContext } from '@nmap/mappers';

/** For passes that are run beside a run: they draw nothing, and what they say is said elsewhere. */
export function quietContext(): PassContext {
  return {
    rng: new Rng(0),
    threads: 1,
    diagnostic: () => undefined,
    stat: () => undefined,
    fellBack: () => undefined,
    progress: () => 'go',
  };
}
