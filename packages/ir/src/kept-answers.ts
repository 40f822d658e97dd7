import type { NetworkSpec } from './network-spec.ts';
import type { Target } from './target.ts';

interface Kept<Answer> {
  readonly target: Target;
  readonly key: string;
  readonly answer: Answer;
}

/** What was found for a network on a chip, kept as long as the network is. */
export class KeptAnswers<Answer> {
  readonly #kept = new WeakMap<NetworkSpec, readonly Kept<Answer>[]>();

  /** Finds it once. @param key all that the answer depends on beside the two, as JSON. */
  of(
    { spec, target }: { readonly spec: NetworkSpec; readonly target: Target },
    key: readonly unknown[],
    find: () => Answer,
  ): Answer {
    const text = JSON.stringify(key);
    const found = this.#of(spec).find((each) => each.target === target && each.key === text);
    if (found !== undefined) return found.answer;
    const answer = find();
    this.#kept.set(spec, [...this.#of(spec), { target, key: text, answer }]);
    return answer;
  }

  /** Lets go of all but one of what was found for a network on a chip. */
  keepOnly(
    { spec, target }: { readonly spec: NetworkSpec; readonly target: Target },
    answer: Answer | null,
  ): void {
    this.#kept.set(
      spec,
      this.#of(spec).filter((each) => each.target !== target || each.answer === answer),
    );
  }

  #of(spec: NetworkSpec): readonly Kept<Answer>[] {
    return this.#kept.get(spec) ?? [];
  }
}
