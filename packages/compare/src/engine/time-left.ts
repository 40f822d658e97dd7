import type { PlannedRun } from '../run/planned-run.ts';
import type { RunRecord } from '../run/record.ts';

/**
 * How long the rest will take, from the runs that have ended: a run takes as long as those of its mapper on its network and chip,
 * else as others on that network and chip, else as any.
 */
export class TimeLeft {
  readonly #jobs: number;
  readonly #means = new Map<string, { sum: number; count: number }>();

  constructor(jobs: number) {
    this.#jobs = jobs;
  }

  add(run: PlannedRun, { cost }: RunRecord): void {
    if (cost === null) return;
    for (const key of keysOf(run)) {
      const { sum, count } = this.#means.get(key) ?? { sum: 0, count: 0 };
      this.#means.set(key, { sum: sum + cost.wallMs, count: count + 1 });
    }
  }

  /** Null before the first has ended. */
  ofMs(rest: Iterable<PlannedRun>): number | null {
    let sumMs = 0;
    for (const run of rest) {
      const known = keysOf(run).find((key) => this.#means.has(key));
      if (known === undefined) return null;
      const { sum, count } = this.#means.get(known)!;
      sumMs += sum / count;
    }
    return sumMs / this.#jobs;
  }
}

/** From the most to the least that it has in common with others. */
function keysOf({ network, hardware, mapper }: PlannedRun): string[] {
  const problem = `${network.sha256} ${hardware.sha256}`;
  return [`${problem} ${mapper.pipeline}`, problem, ''];
}
