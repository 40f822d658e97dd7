import type { Spot } from '../model/table.ts';

/** What the reader has chosen: views listen, and draw themselves anew. */
export interface Choice {
  /** What the inspector shows; null = nothing. */
  readonly spot: Spot | null;
  /** Name of a quantity, or `population`. */
  readonly quantity: string;
  readonly links: 'mean' | 'peak' | 'none';
  /** Colour the map by what moving the chosen core would cost. */
  readonly why: boolean;
  readonly dark: boolean;
}

export class State {
  choice: Choice;
  readonly #listeners: ((choice: Choice, before: Choice) => void)[] = [];

  constructor(choice: Choice) {
    this.choice = choice;
  }

  change(part: Partial<Choice>): void {
    const before = this.choice;
    this.choice = { ...before, ...part };
    for (const listener of this.#listeners) listener(this.choice, before);
  }

  listen(listener: (choice: Choice, before: Choice) => void): void {
    this.#listeners.push(listener);
  }
}
