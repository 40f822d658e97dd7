/** Which class of core each population is cut for. */
import { liveCoresByClass, type Target } from '@nmap/ir';
import type { BoxModel } from './box-model.ts';
import { roomOf, type Room } from './room.ts';

export interface Rooms {
  /** By class. */
  readonly rooms: readonly Room[];
  /** classOf[population]; -1 where it is external, or no class holds a neuron of it. */
  readonly classOf: Int32Array;
}

/**
 * The class whose live cores hold most neurons together, of those that `holds` a part of the population; ties to the
 * roomier core, then the lowest.
 */
export function chooseRooms(
  { populations }: BoxModel,
  target: Target,
  holds: (population: number, room: Room) => boolean,
): Rooms {
  const live = liveCoresByClass(target);
  const rooms = target.classes.map(roomOf);
  const order = rooms
    .map((room, id) => ({ id, neurons: room.neurons, all: live[id] * Math.min(room.neurons, 1e12) }))
    .filter(({ id, neurons }) => live[id] > 0 && neurons > 0)
    .sort((a, b) => b.all - a.all || (a.neurons === b.neurons ? a.id - b.id : b.neurons - a.neurons));
  const classOf = Int32Array.from(populations, ({ external, size }, population) =>
    external || size === 0 ? -1 : (order.find(({ id }) => holds(population, rooms[id]))?.id ?? -1),
  );
  return { rooms, classOf };
}
