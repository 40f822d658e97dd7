import { NONE } from '@nmap/kernels';
import { synapseCountOf, type Network } from '@nmap/ir';
import { INNER, type Edges } from './edges.ts';
import type { RelayCores } from './relay-cores.ts';
import { populationIndex, visitFlat, type Extra, type SplitState } from './split-state.ts';

/** A neuron, or a relay of it, with the groups that it sends to itself and the relays that serve the rest. */
interface Sender {
  /** Number of the neuron; of a relay NONE until relays are numbered. */
  number: number;
  readonly direct: readonly number[];
  readonly relays: readonly Sender[];
  /** Group of cores that it stands in; of a neuron the one that it was given. */
  readonly group: number;
}

/** What relays cost a synapse, and what carries it. */
interface Carrier {
  readonly sender: Sender;
  readonly hops: number;
}

/**
 * Gives every neuron that would reach more cores than one may a tree of relays: it keeps as many cores but one, and one other
 * core holds relays that pass its spikes on, each to as many cores. So whatever the groups, no neuron reaches too many. Relays
 * stand on cores of their own, behind the groups. O(synapses + neurons x groups that they reach).
 *
 * @param network what `state` is as a network, numbered alike.
 * @param groupOf groupOf[neuron] = the core that it would share; NONE where it is external.
 * @param mostReached cores beside its own that a neuron may reach, the port among them.
 * @returns the state with relays, and its groups; null where a core for relays cannot be had.
 */
export function addRelays(
  state: SplitState,
  network: Network,
  groupOf: Uint32Array,
  groupCount: number,
  { mostReached, cores }: { readonly mostReached: number; readonly cores: RelayCores },
): SplitState | null {
  const relayed = new Map<number, ReadonlyMap<number, Carrier>>();
  const senders: { readonly of: number; readonly sender: Sender }[] = [];
  const seenBy = new Uint32Array(groupCount + 1).fill(NONE);
  for (let neuron = 0; neuron < network.vertexCount; neuron++) {
    if (network.external[neuron] !== 0) continue;
    const reached = otherGroups(network, groupOf, neuron, seenBy);
    if (reached.length <= mostReached) continue;
    if (mostReached < 1) return null;
    const sender = serve(neuron, groupOf[neuron], reached, { mostReached, cores, firstGroup: groupCount });
    if (sender === null) return null;
    const carriers = new Map<number, Carrier>();
    collect(sender, 0, carriers);
    relayed.set(neuron, carriers);
    senders.push({ of: ownerOf(state, neuron), sender });
  }
  if (senders.length === 0) return { ...state, groupOf };
  return withRelays(state, relayed, senders, groupOf);
}

/**
 * The port is a group as well: NONE. Ascending.
 * @param seenBy seenBy[group] = the last neuron that was found to reach it, that of the port behind the groups; kept from neuron to neuron.
 */
function otherGroups(
  { outStart, outTarget }: Network,
  groupOf: Uint32Array,
  neuron: number,
  seenBy: Uint32Array,
): number[] {
  const port = seenBy.length - 1;
  const reached: number[] = [];
  for (let e = outStart[neuron]; e < outStart[neuron + 1]; e++) {
    const group = groupOf[outTarget[e]];
    const at = group === NONE ? port : group;
    if (group === groupOf[neuron] || seenBy[at] === neuron) continue;
    seenBy[at] = neuron;
    reached.push(group);
  }
  return reached.sort((a, b) => a - b);
}

interface Room {
  readonly mostReached: number;
  readonly cores: RelayCores;
  readonly firstGroup: number;
}

function serve(number: number, group: number, groups: readonly number[], room: Room): Sender | null {
  const { mostReached, cores, firstGroup } = room;
  if (groups.length <= mostReached) return { number, direct: groups, relays: [], group };
  const direct = groups.slice(0, mostReached - 1);
  const rest = groups.slice(mostReached - 1);
  const count = Math.min(cores.mostRelays, Math.ceil(rest.length / mostReached));
  const core = cores.take(count);
  if (core === null) return null;
  const relays: Sender[] = [];
  for (let relay = 0; relay < count; relay++) {
    const share = rest.slice(
      Math.floor((relay * rest.length) / count),
      Math.floor(((relay + 1) * rest.length) / count),
    );
    const served = serve(NONE, firstGroup + core, share, room);
    if (served === null) return null;
    relays.push(served);
  }
  return { number, direct, relays, group };
}

/** carriers[group] = who brings a spike there, after how many relays. */
function collect(sender: Sender, hops: number, carriers: Map<number, Carrier>): void {
  for (const group of sender.direct) carriers.set(group, { sender, hops });
  for (const relay of sender.relays) collect(relay, hops + 1, carriers);
}

function ownerOf({ firstOf, extras }: SplitState, neuron: number): number {
  const known = firstOf[firstOf.length - 1];
  return neuron < known ? neuron : extras[neuron - known].of;
}

function withRelays(
  state: SplitState,
  relayed: ReadonlyMap<number, ReadonlyMap<number, Carrier>>,
  senders: readonly { readonly of: number; readonly sender: Sender }[],
  groupOf: Uint32Array,
): SplitState {
  const { spec, firstOf, edges } = state;
  const known = firstOf[firstOf.length - 1];
  const extras: Extra[] = [...state.extras];
  const groups = [...groupOf];
  const inner: [from: number, to: number][] = [];
  const number = (from: Sender, of: number): void => {
    for (const relay of from.relays) {
      relay.number = known + extras.length;
      extras.push({ kind: 'relay', of });
      groups.push(relay.group);
      inner.push([from.number, relay.number]);
    }
    for (const relay of from.relays) number(relay, of);
  };
  // Relays of a neuron stand beside one another, and the neurons in order.
  for (const { of, sender } of senders.toSorted((a, b) => a.of - b.of || a.sender.number - b.sender.number))
    number(sender, of);
  const isListed = listMore(state, relayed, edges, inner.length);
  const isRelayed = new Uint8Array(groupOf.length);
  for (const neuron of relayed.keys()) isRelayed[neuron] = 1;
  const { count, from, to, hops, projection } = edges;
  for (let edge = 0; edge < count; edge++) {
    if (isRelayed[from[edge]] === 0) continue;
    const carrier = relayed.get(from[edge])!.get(groupOf[to[edge]]);
    if (carrier === undefined || carrier.hops === 0) continue;
    from[edge] = carrier.sender.number;
    if (projection[edge] !== INNER) hops[edge] += carrier.hops;
    else throw new Error('a part has one target, which one core holds');
  }
  for (const [from, to] of inner) edges.addInner(from, to);
  return { spec, firstOf, extras, edges, isListed, groupOf: Uint32Array.from(groups), foundNone: false };
}

/** Projections of relayed neurons become lists, those that are none yet. @param innerCount edges that will come behind them. */
function listMore(
  state: SplitState,
  relayed: ReadonlyMap<number, ReadonlyMap<number, Carrier>>,
  edges: Edges,
  innerCount: number,
): Uint8Array {
  const { spec, firstOf } = state;
  const index = populationIndex(spec);
  const hasRelays = spec.populations.map((_, at) => {
    for (let neuron = firstOf[at]; neuron < firstOf[at + 1]; neuron++) if (relayed.has(neuron)) return true;
    return false;
  });
  const more = spec.projections.filter(
    ({ from }, projection) => state.isListed[projection] === 0 && hasRelays[index.get(from)!],
  );
  edges.reserve(synapseCountOf({ ...spec, projections: more }) + innerCount);
  return state.isListed.map((was, projection) => {
    if (was === 1 || !hasRelays[index.get(spec.projections[projection].from)!]) return was;
    visitFlat(state, projection, (from, to, weight, steps) =>
      edges.add(from, to, weight, steps, 0, projection),
    );
    return 1;
  });
}
