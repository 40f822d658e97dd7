import type { Filling } from './filling.ts';

/** A rung of the ladder; its filling is null where it leads nowhere. */
export interface Rung {
  readonly name: string;
  readonly filling: Filling | null;
  /** Beside that of the filling. */
  readonly work?: number;
}
