import { kernelChannels, kernelLength } from '../connectors/table.ts';
import { endsOf } from '../connectors/weighted.ts';
import type { Kernels } from '../network.ts';
import type { LinkedNetwork } from './linked-network.ts';
import { forEachUnit, type UnitLayout, type UnitPopulation } from './unit-layout.ts';

/** The kernel of one projection onto a population, in parts. */
interface PartedKernel {
  readonly firstPart: number;
  /** Neurons of a channel of a flat population, whose parts are single channels; null: parts are pieces of the channels. */
  readonly flatArea: number | null;
}

/** Which kernels the units take weights from: of each projection, the range of channels that the unit lies in. */
export function unitKernels(
  network: LinkedNetwork,
  layout: UnitLayout,
  listed: Float64Array,
): Kernels | null {
  const entries: number[] = [];
  const kernelsOnto = layout.populations.map((population, number) =>
    partedKernels(network, number, population, entries),
  );
  if (entries.length === 0) return null;
  const start = new Uint32Array(layout.vertexCount + 1);
  let count = 0;
  forEachKernelOfUnits(layout, kernelsOnto, (vertex, first, end) => {
    count += end - first;
    start[vertex + 1] = count;
  });
  // Units that take weights from none begin where the ones before them end.
  for (let vertex = 0; vertex < layout.vertexCount; vertex++)
    if (start[vertex + 1] < start[vertex]) start[vertex + 1] = start[vertex]!;
  const kernel = new Uint32Array(count);
  let write = 0;
  forEachKernelOfUnits(layout, kernelsOnto, (_vertex, first, end) => {
    for (let part = first; part < end; part++) kernel[write++] = part;
  });
  return { start, kernel, entries: Float64Array.from(entries), listed };
}

function partedKernels(
  { spec, arriving }: LinkedNetwork,
  number: number,
  { pieces, axes }: UnitPopulation,
  entries: number[],
): readonly PartedKernel[] {
  return arriving[number].flatMap(({ index, links }) => {
    const ends = endsOf(spec, index);
    const channels = kernelChannels(spec.projections[index], ends);
    if (channels === null) return [];
    const perChannel = kernelLength(spec.projections[index], ends)! / channels;
    const firstPart = entries.length;
    const { cuts } = pieces[0];
    if (links === null) {
      for (let channel = 0; channel < channels; channel++) entries.push(perChannel);
      return { firstPart, flatArea: axes[2] / channels };
    }
    for (let piece = 0; piece + 1 < cuts.length; piece++)
      entries.push((cuts[piece + 1] - cuts[piece]) * perChannel);
    return { firstPart, flatArea: null };
  });
}

function forEachKernelOfUnits(
  { populations }: UnitLayout,
  kernelsOnto: readonly (readonly PartedKernel[])[],
  visit: (vertex: number, firstPart: number, endPart: number) => void,
): void {
  for (const [number, population] of populations.entries()) {
    const kernels = kernelsOnto[number];
    if (kernels.length === 0) continue;
    const columns = population.pieces[2].cuts;
    forEachUnit(population, (vertex, _block, channelPiece, _rowPiece, columnPiece) => {
      for (const { firstPart, flatArea } of kernels) {
        if (flatArea === null) visit(vertex, firstPart + channelPiece, firstPart + channelPiece + 1);
        else
          visit(
            vertex,
            firstPart + Math.floor(columns[columnPiece] / flatArea),
            firstPart + Math.ceil(columns[columnPiece + 1] / flatArea),
          );
      }
    });
  }
}
