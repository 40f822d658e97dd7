import { spikesGiven, visitProjection, windowOf, type NetworkSpec, type PopulationSpec } from '@nmap/ir';
import { phaseOf } from '@nmap/simulator';
import { listedPopulations, rangesOn } from '../common/listed-neurons.ts';
import { joined } from '../common/pieces.ts';
import type { ExportSubject } from '../exporter.ts';
import type { Layout } from './layout.ts';
import type { PortRange } from './port-ranges.ts';

/** Entries of a list on one line: the program scans a value to the end of its line, so that a long one takes its square. */
const PER_LINE = 16;

/** A group of SANA-FE: names of users may hold dots and arrows, so groups are numbered. */
export interface Group {
  readonly name: string;
  readonly population: PopulationSpec;
  readonly firstNeuron: number;
}

export function groupsOf({ populations }: NetworkSpec): readonly Group[] {
  let firstNeuron = 0;
  return populations.map((population, index) => {
    const group = { name: `g${index}`, population, firstNeuron };
    firstNeuron += population.size;
    return group;
  });
}

/** The network and the mapping, as JSON. */
export function* networkPieces(
  { manifest, placed }: ExportSubject,
  spec: NetworkSpec,
  layout: Layout,
  port: readonly PortRange[],
): Iterable<string> {
  const groups = groupsOf(spec);
  const groupOf = new Map(groups.map((group) => [group.population.id, group]));
  const { steps } = windowOf(spec);
  yield '{"network":{"name":"nmap","groups":[';
  for (const [index, group] of groups.entries()) {
    yield index === 0 ? '\n' : ',\n';
    yield* joined(groupText(group, spec, steps));
  }
  yield '],\n"edges":[';
  yield* edgeTexts(spec, groupOf);
  yield ']},\n"mappings":[';
  yield* joined(mappingTexts());
  yield ']}\n';

  function* mappingTexts(): Iterable<string> {
    const listed = listedPopulations(placed.problem.network.populations);
    let separator = '\n';
    const line = (id: string, first: number, last: number, core: string): string => {
      const neurons = `${groupOf.get(id)!.name}.${rangeText(first, last)}`;
      const text = `${separator}{"${neurons}":{"core":"${core}"}}`;
      separator = ',\n';
      return text;
    };
    for (const entry of manifest.cores)
      for (const { population, first, last } of rangesOn(entry, listed))
        yield line(population.id, first, last, layout.addressOf(entry.core));
    for (const { population, first, last, portCore } of port)
      yield line(population, first, last, layout.portAddress(portCore));
  }
}

/**
 * A neuron of s spikes in T steps integrates s a step, fires above T and gives T back: exactly s times, in the steps in
 * which `simulate` replays them, for the potential that its phase says.
 */
function* groupText(
  { name, population, firstNeuron }: Group,
  { durationMs }: NetworkSpec,
  steps: number,
): Iterable<string> {
  const attributes = {
    soma_hw_name: 'soma',
    synapse_hw_name: 'synapse',
    dendrite_hw_name: 'dendrite',
    log_spikes: true,
    reset_mode: 'soft',
    leak_decay: 1,
    threshold: steps,
  };
  yield `{"name":"${name}","attributes":${JSON.stringify(attributes)},"neurons":[\n`;
  const given = spikesGiven(population, durationMs);
  const spikesOf = (neuron: number): number => (typeof given === 'number' ? given : given(neuron));
  for (let first = 0; first < population.size;) {
    const spikes = spikesOf(first);
    let last = first;
    // Silent neurons are all alike, others differ in their phase.
    if (spikes === 0) while (last + 1 < population.size && spikesOf(last + 1) === 0) last++;
    const potential = spikes === 0 ? 0 : steps - 0.5 - phaseOf(firstNeuron + first, steps);
    yield `${first === 0 ? '' : ',\n'}{"${rangeText(first, last)}":{"bias":${spikes},"potential":${potential}}}`;
    first = last + 1;
  }
  yield ']}';
}

/** One entry for each pair of groups; synapses between external neurons lie outside the chip. */
function* edgeTexts(spec: NetworkSpec, groupOf: ReadonlyMap<string, Group>): Iterable<string> {
  const projectionsOf = new Map<string, number[]>();
  for (const [index, { from, to }] of spec.projections.entries()) {
    const [source, target] = [groupOf.get(from)!, groupOf.get(to)!];
    if (source.population.external === true && target.population.external === true) continue;
    const key = `${source.name} -> ${target.name}`;
    projectionsOf.set(key, [...(projectionsOf.get(key) ?? []), index]);
  }
  let separator = '\n';
  for (const [key, projections] of projectionsOf) {
    const pieces: string[] = [];
    let piece = '';
    let count = 0;
    for (const projection of projections)
      visitProjection(spec, projection, (pre, post) => {
        piece += `${separated(count++)}[${pre},${post}]`;
        if (piece.length < 1 << 16) return;
        pieces.push(piece);
        piece = '';
      });
    if (count === 0) continue;
    yield `${separator}{"${key}":{"type":"sparse","source_target_pairs":[`;
    yield* pieces;
    yield `${piece}],\n"weight":[`;
    yield* joined(zeros(count));
    yield ']}}';
    separator = ',\n';
  }
}

function* zeros(count: number): Iterable<string> {
  for (let entry = 0; entry < count; entry++) yield `${separated(entry)}0`;
}

/** What stands before an entry of a list. */
function separated(entry: number): string {
  if (entry === 0) return '';
  return entry % PER_LINE === 0 ? ',\n' : ',';
}

function rangeText(first: number, last: number): string {
  return first === last ? String(first) : `${first}..${last}`;
}
