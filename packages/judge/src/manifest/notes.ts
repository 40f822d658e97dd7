import { resolveObjective } from '@nmap/energy';
import type { Problem } from '@nmap/ir';

/** What the objective left out or replaced: `place` writes it, `verify` compares it. */
export function notesOf(problem: Problem): string[] {
  const { note } = resolveObjective(problem);
  return note === null ? [] : [note];
}
