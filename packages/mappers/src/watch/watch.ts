/**
 * The one question that an algorithm asks while it works: may it go on? Beside the question it tells how far it is
 * and the lowest cost that it has.
 *
 * One watch is made for a pass ({@link watchOf}) and handed on beside the options; what works on a part of the pass
 * gets a watch derived from it. All of them share one count of work, so that nobody counts for himself: whoever
 * works says how much he did ({@link Watch.spend}), and the question is put when enough has come together.
 * No algorithm reads a clock, and without a limit the answer is always yes: what is found does not depend on when
 * the question is put.
 */
import type { PassContext } from '../pass.ts';

/** Told the share done (null = not known) and the lowest cost (undefined = none so far); false = come to an end. */
export type Question = (share: number | null, cost: number | undefined) => boolean;

/** Entries of arrays looked at between two questions: about ten milliseconds where they come one after the other. */
const WORK_BETWEEN_QUESTIONS = 1 << 20;

/** What all watches of one pass have in common. */
interface Shared {
  readonly ask: Question;
  readonly giveUp: (() => boolean) | undefined;
  readonly workBetweenQuestions: number;
  /** Since the last question. */
  work: number;
  stopped: boolean;
  givenUp: boolean;
  /** Share done and lowest cost as told so far. */
  furthest: number | null;
  lowest: number;
}

/** How one watch differs from others of the pass. */
interface View {
  /** Its own 0 and 1 as shares of the pass. */
  readonly from: number;
  readonly to: number;
  readonly tellsShare: boolean;
  readonly tellsCost: boolean;
  /** Goes on until all is given up. */
  readonly isPatient: boolean;
}

export class Watch {
  readonly #shared: Shared;
  readonly #view: View;

  /** @internal use {@link watchOf} or {@link watchBy}. */
  constructor(shared: Shared, view: View) {
    this.#shared = shared;
    this.#view = view;
  }

  /**
   * Puts the question. False = come to an end with the best legal state there is; once false, it stays so.
   * @param done 0..1 of this watch's part; undefined where it is not known.
   * @param cost the lowest so far.
   */
  mayGoOn(done?: number, cost?: number): boolean {
    const shared = this.#shared;
    const { from, to, tellsShare, tellsCost, isPatient } = this.#view;
    shared.work = 0;
    if (isPatient ? shared.givenUp : shared.stopped) return false;
    if (tellsShare && done !== undefined)
      shared.furthest = Math.max(shared.furthest ?? 0, from + done * (to - from));
    if (tellsCost && cost !== undefined && cost < shared.lowest) shared.lowest = cost;
    const goes = shared.ask(shared.furthest, shared.lowest < Infinity ? shared.lowest : undefined);
    if (!goes) shared.stopped = true;
    if (!isPatient) return goes;
    shared.givenUp = shared.giveUp!();
    return !shared.givenUp;
  }

  /** Counts work, in entries of arrays looked at, and puts the question when there was enough of it. */
  spend(work: number, done?: number, cost?: number): boolean {
    const shared = this.#shared;
    shared.work += work;
    if (shared.work >= shared.workBetweenQuestions) return this.mayGoOn(done, cost);
    return !(this.#view.isPatient ? shared.givenUp : shared.stopped);
  }

  /** For who works in batches: so many items make up the work between two questions; at least 1. */
  itemsBetweenQuestions(workOfItem: number): number {
    return Math.max(1, Math.ceil(this.#shared.workBetweenQuestions / workOfItem));
  }

  /** Was this watch told to come to an end? Puts no question. */
  get isOver(): boolean {
    return this.#view.isPatient ? this.#shared.givenUp : this.#shared.stopped;
  }

  /** For what is done between two shares of this watch's part. */
  part(from: number, to: number): Watch {
    const { from: zero, to: one } = this.#view;
    return this.#derived({ from: zero + from * (one - zero), to: zero + to * (one - zero) });
  }

  /** For work that says nothing about how far the pass is. */
  withoutShare(): Watch {
    return this.#derived({ tellsShare: false });
  }

  /** For costs that are not costs of the pass. */
  withoutCost(): Watch {
    return this.#derived({ tellsCost: false });
  }

  /** For a search that has no legal state to fall back on: it ends only when all is given up. */
  untilGivenUp(): Watch {
    return this.#shared.giveUp === undefined ? this : this.#derived({ isPatient: true });
  }

  #derived(difference: Partial<View>): Watch {
    return new Watch(this.#shared, { ...this.#view, ...difference });
  }
}

/** The watch of a pass. */
export function watchOf(ctx: PassContext): Watch {
  const ask: Question = (share, cost) => ctx.progress(share, cost) === 'go';
  return make(ask, ctx.giveUp, ctx.workBetweenQuestions);
}

/** A watch with any question: that of another thread, of a solver, of a test. */
export function watchBy(ask: Question): Watch {
  return make(ask);
}

/** For work that is never cut short. */
export function unwatched(): Watch {
  return make(() => true);
}

function make(
  ask: Question,
  giveUp?: () => boolean,
  workBetweenQuestions: number = WORK_BETWEEN_QUESTIONS,
): Watch {
  const soFar = { work: 0, stopped: false, givenUp: false, furthest: null, lowest: Infinity };
  return new Watch(
    { ask, giveUp, workBetweenQuestions, ...soFar },
    { from: 0, to: 1, tellsShare: true, tellsCost: true, isPatient: false },
  );
}
