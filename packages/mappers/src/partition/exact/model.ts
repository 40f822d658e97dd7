/**
 * The integer programme. Columns: sits[i, k] = neuron i in slot k (0-1); hears[u, k] = source u has a target in
 * k, where input axons are limited; remote[u, k] = it does and sits elsewhere; load[u, k] = cores that
 * u reaches if it sits in k, where output axons are limited. All but `sits` are real: only upper limits and costs
 * press on them, so they settle at the least value, which is a whole number where `sits` is.
 */
import { neuronsIn, synapsesOnto, type Kernels, type Problem } from '@nmap/ir';
import { chipNeurons } from '../../limits/filling.ts';
import { sharedKernelsOf } from '../../limits/kernel-counts.ts';
import { ProgramBuilder, type IntegerProgram } from '../../solver/integer-program.ts';
import { usableCores } from '../../limits/core-supply.ts';
import { reachesPort } from '../../limits/reaches-port.ts';
import { leastRemoteCores } from './packets.ts';

export interface Model {
  readonly program: IntegerProgram;
  /** Packets to the port, which no clustering changes: total = objective + constant. */
  readonly constant: number;
  readonly neurons: Uint32Array;
  /** Class of every slot. */
  readonly slots: readonly number[];
  /** slotColumns[index in neurons][slot] = column of sits; -1 = never there. */
  readonly slotColumns: readonly (readonly number[])[];
}

/** @param cutOff only clusterings with at most this many packets; Infinity = all */
export function buildModel(problem: Problem, slots: readonly number[], cutOff: number): Model {
  const { network, target } = problem;
  const builder = new ProgramBuilder('partition');
  const neurons = chipNeurons(problem);
  const size = Array.from({ length: network.vertexCount }, (_, vertex) => neuronsIn(network, vertex));
  const limitsOf = slots.map((classId) => target.classes[classId].limits);
  const slotIndex = slots.map((_, slot) => slot);
  const indexOf = new Int32Array(network.vertexCount).fill(-1);
  neurons.forEach((neuron, index) => (indexOf[neuron] = index));

  // Within a class, slot j's lowest neuron comes after slot j - 1's: neuron i cannot sit beyond slot i.
  const rank = slots.map((classId, slot) => slot - slots.indexOf(classId));
  const slotColumns = Array.from(neurons, (neuron, index) =>
    slotIndex.map((slot) => {
      const wall = limitsOf[slot].fanInPerNeuron ?? Infinity;
      return network.fanIn[neuron] > wall || rank[slot] > index ? -1 : builder.binary();
    }),
  );
  for (const columns of slotColumns) {
    const possible = columns.filter((column) => column >= 0);
    builder.row(possible, ones(possible.length), 1, 1);
  }
  for (const slot of slotIndex) {
    if (rank[slot] === 0) continue;
    for (let i = 0; i < neurons.length; i++) {
      const column = slotColumns[i][slot];
      if (column < 0) continue;
      const earlier = slotColumns
        .slice(0, i)
        .map((columns) => columns[slot - 1])
        .filter((other) => other >= 0);
      builder.row([column, ...earlier], [1, ...earlier.map(() => -1)], -Infinity, 0);
    }
  }
  limitSums(builder, problem, neurons, slots, slotColumns);

  const costColumns: number[] = [];
  const costs: number[] = [];
  const hearsBySlot = slots.map((): Sum => ({ columns: [], weights: [] }));
  const loadBySlot = slots.map((): Sum => ({ columns: [], weights: [] }));
  // Where a limit on fan-out counts own cores, too, it is asked of all that hear a source.
  const countsOwn = slots.some((classId) => target.classes[classId].fanOutCountsOwnCore === true);
  let constant = 0;
  for (let source = 0; source < network.vertexCount; source++) {
    const targets: number[] = [];
    for (let e = network.outStart[source]; e < network.outStart[source + 1]; e++) {
      const index = indexOf[network.outTarget[e]];
      if (index >= 0) targets.push(index);
    }
    const spikes = network.spikes[source];
    const port = reachesPort(problem.network, source);
    constant += spikes * port;
    const home = indexOf[source] < 0 ? null : slotColumns[indexOf[source]];
    const remote: number[] = [];
    const heard: number[] = [];
    for (const slot of slotIndex) {
      if (targets.length === 0) break;
      const column = builder.real(spikes, 1);
      remote.push(column);
      costColumns.push(column);
      costs.push(spikes);
      const sitsHere = home === null || home[slot] < 0 ? null : home[slot];
      const limited = limitsOf[slot].inputAxons !== null || countsOwn;
      const hears = limited ? builder.real(0, 1) : -1;
      if (limited) {
        addTo(hearsBySlot[slot], hears, size[source]);
        heard.push(hears);
        difference(builder, column, hears, sitsHere);
      }
      for (const index of targets) {
        const sits = slotColumns[index][slot];
        if (sits < 0) continue;
        if (limited) builder.row([hears, sits], [1, -1], 0, Infinity);
        if (sits !== sitsHere) difference(builder, column, sits, sitsHere);
      }
    }
    const least = leastRemoteCores(problem, source);
    if (least > 0 && remote.length > 0) builder.row(remote, ones(remote.length), least, Infinity);
    if (home === null) continue;
    limitReach(
      builder,
      problem,
      slots,
      home,
      remote,
      countsOwn ? heard : null,
      port,
      Math.min(targets.length, slots.length),
      size[source],
      loadBySlot,
    );
  }
  for (const slot of slotIndex) {
    atMost(builder, hearsBySlot[slot], limitsOf[slot].inputAxons ?? Infinity);
    atMost(builder, loadBySlot[slot], limitsOf[slot].outputAxons ?? Infinity);
  }
  if (cutOff < Infinity && costColumns.length > 0)
    builder.row(costColumns, costs, -Infinity, cutOff - constant);
  return { program: builder.build(), constant, neurons, slots, slotColumns };
}

/** Limits that are plain sums over the neurons of a slot, and the number of slots in use. */
function limitSums(
  builder: ProgramBuilder,
  problem: Problem,
  neurons: Uint32Array,
  slots: readonly number[],
  slotColumns: readonly (readonly number[])[],
): void {
  const { network, target } = problem;
  const inUse: Sum = { columns: [], weights: [] };
  const shared = sharedKernelsOf(problem);
  const countsCores = slots.length > usableCores(problem);
  for (const [slot, classId] of slots.entries()) {
    const { limits, sharedKernels } = target.classes[classId];
    const present = Array.from(neurons.keys()).filter((index) => slotColumns[index][slot] >= 0);
    const columns = present.map((index) => slotColumns[index][slot]);
    const sizes = present.map((index) => neuronsIn(network, neurons[index]));
    atMost(builder, { columns, weights: sizes }, limits.neurons ?? Infinity);
    const bits = limits.bitsPerSynapse ?? 0;
    const byMemory =
      limits.synapseMemoryBits === null || bits === 0
        ? Infinity
        : Math.floor(limits.synapseMemoryBits / bits);
    const mostSynapses = Math.min(limits.synapses ?? Infinity, byMemory);
    if (mostSynapses < Infinity) {
      const stored: Sum =
        sharedKernels === true && shared !== null
          ? storedWeights(
              builder,
              shared,
              present.map((index) => neurons[index]),
              columns,
            )
          : { columns, weights: present.map((index) => synapsesOnto(network, neurons[index])) };
      atMost(builder, stored, mostSynapses);
    }
    if (!countsCores) continue;
    const used = builder.real(0, 1);
    addTo(inUse, used, 1);
    for (const column of columns) builder.row([used, column], [1, -1], 0, Infinity);
  }
  if (countsCores) atMost(builder, inUse, usableCores(problem));
}

/** Fan-out and output axons of one source. */
function limitReach(
  builder: ProgramBuilder,
  problem: Problem,
  slots: readonly number[],
  home: readonly number[],
  remote: readonly number[],
  heard: readonly number[] | null,
  port: number,
  mostRemote: number,
  size: number,
  loadBySlot: readonly Sum[],
): void {
  const most = mostRemote + port;
  if (most === 0) return;
  const { classes } = problem.target;
  const here = slots.map((_, slot) => slot).filter((slot) => home[slot] >= 0);
  for (const reached of heard === null ? [remote] : [remote, heard]) {
    // The limit of a slot is on what it counts: other cores, or all of them.
    const limitOf = (slot: number): number | null => {
      const { limits, fanOutCountsOwnCore = false } = classes[slots[slot]];
      return fanOutCountsOwnCore === (reached === heard) ? limits.fanOutCoresPerNeuron : null;
    };
    if (here.every((slot) => limitOf(slot) === null)) continue;
    // reach <= sum over slots of sits * limit of the slot
    const columns = [...reached, ...here.map((slot) => home[slot])];
    const limits = here.map((slot) => -Math.min(limitOf(slot) ?? most, most));
    builder.row(columns, [...ones(reached.length), ...limits], -Infinity, -port);
  }
  for (const slot of here) {
    if (classes[slots[slot]].limits.outputAxons === null) continue;
    // load >= reach - most * (1 - sits)
    const load = builder.real();
    addTo(loadBySlot[slot], load, size);
    builder.row([load, ...remote, home[slot]], [1, ...remote.map(() => -1), -most], port - most, Infinity);
  }
}

/** column >= value - subtracted; a missing `subtracted` is 0. */
function difference(builder: ProgramBuilder, column: number, value: number, subtracted: number | null): void {
  if (subtracted === null) builder.row([column, value], [1, -1], 0, Infinity);
  else builder.row([column, value, subtracted], [1, -1, 1], 0, Infinity);
}

/** Of all kernels, each stored where one of its vertices sits, and of the synapses that belong to none. */
function storedWeights(
  builder: ProgramBuilder,
  { start, kernel, entries, listed }: Kernels,
  vertices: readonly number[],
  sits: readonly number[],
): Sum {
  const sum: Sum = { columns: [], weights: [] };
  const columnOf = new Map<number, number>();
  for (const [index, vertex] of vertices.entries()) {
    if (listed[vertex] > 0) addTo(sum, sits[index], listed[vertex]);
    for (let k = start[vertex]; k < start[vertex + 1]; k++) {
      let column = columnOf.get(kernel[k]);
      if (column === undefined) {
        column = builder.real(0, 1);
        columnOf.set(kernel[k], column);
        addTo(sum, column, entries[kernel[k]]);
      }
      builder.row([column, sits[index]], [1, -1], 0, Infinity);
    }
  }
  return sum;
}

/** Columns and what each counts for. */
interface Sum {
  readonly columns: number[];
  readonly weights: number[];
}

function addTo({ columns, weights }: Sum, column: number, weight: number): void {
  columns.push(column);
  weights.push(weight);
}

function atMost(builder: ProgramBuilder, { columns, weights }: Sum, limit: number): void {
  if (limit < Infinity && columns.length > 0) builder.row(columns, weights, -Infinity, limit);
}

function ones(length: number): number[] {
  return new Array<number>(length).fill(1);
}
