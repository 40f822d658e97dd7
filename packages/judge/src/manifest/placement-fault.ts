import type { Wording } from '@nmap/ir';

/** What is wrong with the cores of a manifest has one way out. */
export function placementFault(where: string, message: string): Wording {
  return {
    where,
    message,
    hint: 'Place the network again; the manifest was changed or belongs to another network.',
  };
}
