import { NmapError } from '@nmap/ir';

/** What is made; null where it ends as `not-found`: one of several ways that leads nowhere is no failure. */
export function unlessNotFound<Made>(make: () => Made): Made | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof NmapError && error.kind === 'not-found') return null;
    throw error;
  }
}
