import { grouped } from '../input-error.ts';

/** What is said of dropped self-loops. */
export function selfLoopNote(count: number): string {
  return `${grouped(count)} ${count === 1 ? 'self-loop' : 'self-loops'} dropped: traffic inside a cluster does not leave its core.`;
}
