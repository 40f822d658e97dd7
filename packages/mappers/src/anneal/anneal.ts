/**
 * Simulated annealing of anything that is a kernel: proposals at one temperature after the other, the best state met
 * after a temperature is the result.
 *
 * **Source** S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, "Optimization by Simulated Annealing", Science 220, 1983,
 * doi:10.1126/science.220.4598.671. Schedule and kernel apart as in VPR (V. Betz, J. Rose, FPL 1997,
 * doi:10.1007/3-540-63465-7_226).
 * **Differs from the papers** The number of proposals is known at the start, so the share done is; temperatures come
 * from samples (see `temperatures.ts`); kernels compare with a table of -ln(u), so that no
 * engine's `exp` decides.
 *
 * Guarantees a state that is never dearer than the one given, however early the watch ends it.
 */
import type { Watch } from '../watch/watch.ts';
import type { AnnealKernel } from './kernel.ts';
import type { Schedule } from './schedule.ts';
import { geometric } from './temperatures.ts';

export interface Annealed {
  /** Of the result, which the kernel holds. */
  readonly cost: number;
  readonly accepted: number;
}

export function anneal(kernel: AnnealKernel, schedule: Schedule, watch: Watch): Annealed {
  const { steps, proposals, temperatures, workOfProposal, frozenAfter = Infinity } = schedule;
  const [first, last] = schedule.reach ?? [1, 1];
  const nextReach = geometric(first, last / first, steps);
  const batch = Math.min(proposals, watch.itemsBetweenQuestions(workOfProposal));
  let best = kernel.cost;
  kernel.keep();
  let accepted = 0;
  let sinceKept = 0;
  let unchanged = 0;
  let going = watch.mayGoOn(0, best);
  for (let step = 0; step < steps && going; step++) {
    const temperature = temperatures.next(kernel.cost);
    const falling = nextReach();
    const reach = temperatures.reach ?? falling;
    const before = accepted;
    for (let done = 0; done < proposals && going; done += batch) {
      const count = Math.min(batch, proposals - done);
      accepted += kernel.explore(count, temperature, reach);
      going = watch.spend(count * workOfProposal, (step + (done + count) / proposals) / steps, best);
    }
    kernel.settle?.();
    // Where the proposals of a temperature are few, a copy for each would cost more than they do.
    sinceKept += proposals;
    if (kernel.cost < best && (sinceKept >= kernel.size || !going || step + 1 === steps)) {
      best = kernel.cost;
      kernel.keep();
      sinceKept = 0;
    }
    unchanged = accepted === before ? unchanged + 1 : 0;
    if (unchanged >= frozenAfter && temperatures.isFalling) break;
    if (temperatures.tell?.((accepted - before) / proposals, kernel.cost) === false) {
      if (kernel.cost < best) {
        best = kernel.cost;
        kernel.keep();
      }
      break;
    }
  }
  kernel.finish();
  return { cost: best, accepted };
}
