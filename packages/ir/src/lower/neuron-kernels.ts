import { axisLinksOf, visitSynapses } from '../connectors/table.ts';
import { endsOf } from '../connectors/weighted.ts';
import { axesOf } from '../axes.ts';
import type { Kernels, Population } from '../network.ts';
import type { NetworkSpec } from '../network-spec.ts';
import { projectionKernel } from './projection-kernel.ts';

/** A projection with a kernel: a part of it for each channel of the target. */
interface Kernel {
  readonly index: number;
  readonly firstPart: number;
  /** Neurons of a channel. */
  readonly area: number;
}

/**
 * Which kernels neurons take weights from, one part for each channel; null where no projection has a kernel.
 * O(neurons of populations that a kernel reaches), 12 bytes a neuron of the network and 4 more for each kernel.
 */
export function neuronKernels(
  spec: NetworkSpec,
  populations: readonly Population[],
  fanIn: Uint32Array,
): Kernels | null {
  const entries: number[] = [];
  const onto = new Map<string, Kernel[]>(populations.map(({ id }) => [id, []]));
  for (const [index, { to }] of spec.projections.entries()) {
    const kernel = projectionKernel(spec, index);
    if (kernel === null) continue;
    onto.get(to)!.push({ index, firstPart: entries.length, area: kernel.area });
    for (let channel = 0; channel < kernel.channels; channel++) entries.push(kernel.entriesPerChannel);
  }
  if (entries.length === 0) return null;
  const start = new Uint32Array(fanIn.length + 1);
  const kernel = new Uint32Array(
    populations.reduce((sum, { id, size }) => sum + size * onto.get(id)!.length, 0),
  );
  const listed = Float64Array.from(fanIn);
  let write = 0;
  for (const { id, first, size } of populations) {
    const kernels = onto.get(id)!;
    for (const { index } of kernels) subtractSynapses(listed.subarray(first, first + size), spec, index);
    for (let local = 0; local < size; local++) {
      for (const { firstPart, area } of kernels) kernel[write++] = firstPart + Math.floor(local / area);
      start[first + local + 1] = write;
    }
  }
  return { start, kernel, entries: Float64Array.from(entries), listed };
}

/** Takes away what a projection makes onto each neuron. */
function subtractSynapses(listed: Float64Array, spec: NetworkSpec, index: number): void {
  const ends = endsOf(spec, index);
  const links = axisLinksOf(spec.projections[index], ends);
  if (links === null) {
    visitSynapses(spec.projections[index], ends, (_pre, post) => {
      listed[post]--;
    });
    return;
  }
  const axes = axesOf(ends.to.shape);
  const [channels, rows, columns] = links.along.map((link, axis) =>
    Float64Array.from({ length: axes[axis] }, (_, at) => link.fanIn(at)),
  );
  let neuron = 0;
  for (const channel of channels)
    for (const row of rows) for (const column of columns) listed[neuron++] -= channel * row * column;
}
