import type { Target } from '@nmap/ir';
import type { TableFault } from './check-routing-entries.ts';
import type { RoutedRows } from './router-rows.ts';

/**
 * Which senders get one route each, so that overfull chips come nearer to their limit: those first that save most entries there for
 * a delivery in vain, until so many are saved as are too many. What a sender saves is counted as if no entry served two
 * senders, which is more than it will be: whoever asks again raises `urgency`. At least one where there is one; none where all
 * that pass those chips are merged.
 *
 * @param senderOf senderOf[route]; the routes of a sender stand together.
 * @param price price[sender] = deliveries in vain that merging brings; Infinity = merged already.
 * @param urgency how many times the surplus of entries is to be saved
 */
export function sendersToMerge(
  target: Target,
  { rows }: RoutedRows,
  senderOf: readonly number[],
  price: readonly number[],
  faults: readonly TableFault[],
  urgency: number,
): Set<number> {
  const chosen = new Set<number>();
  for (const { chip, entries, limit } of faults) {
    const saved = new Map<number, number>();
    for (const { router, route, output } of rows) {
      if (router >= target.topology.tileCount || target.chipOf[router] !== chip) continue;
      for (let k = 0; k < route.length; k++) {
        const sender = senderOf[route[k]];
        const isNew = k > 0 && senderOf[route[k - 1]] === sender && output[k] !== output[k - 1];
        saved.set(sender, (saved.get(sender) ?? 0) + (isNew ? 1 : 0));
      }
    }
    const byWorth = [...saved.keys()]
      .filter((sender) => price[sender] < Infinity)
      .sort(
        (a, b) =>
          saved.get(b)! * price[a] - saved.get(a)! * price[b] || saved.get(b)! - saved.get(a)! || a - b,
      );
    let wanted = urgency * (entries - limit);
    for (const sender of byWorth) {
      if (wanted <= 0) break;
      chosen.add(sender);
      wanted -= saved.get(sender)!;
    }
  }
  return chosen;
}
