import { sizeOf } from '@nmap/dnn';
import { inSize, outSize } from './linear/operator.ts';
import type { Spiking } from './stages.ts';

/**
 * What is wrong with a spiking network, in words; empty where it is sound. Checks sizes at both ends of every projection,
 * finite weights and biases, thresholds above 0, unique ids, sources before targets. Assumes nothing of the passes.
 */
export function verifySpiking({ populations, projections }: Spiking): string[] {
  const faults: string[] = [];
  const ids = new Set<string>();
  for (const { id, shape, threshold, bias, scale } of populations) {
    if (ids.has(id)) faults.push(`two populations are called ${id}`);
    ids.add(id);
    if (!(threshold > 0) || !Number.isFinite(threshold)) faults.push(`${id} has the threshold ${threshold}`);
    if (bias.length !== sizeOf(shape))
      faults.push(`${id} has ${bias.length} biases for ${sizeOf(shape)} neurons`);
    if (!bias.every(Number.isFinite)) faults.push(`${id} has a bias that is no number`);
    if (!scale.every((value) => value > 0 && Number.isFinite(value)))
      faults.push(`${id} has a scale that is not above 0`);
  }
  for (const { from, to, operator } of projections) {
    const [source, target] = [populations[from], populations[to]];
    const name = `${source.id} to ${target.id}`;
    if (inSize(operator) !== sizeOf(source.shape)) faults.push(`${name} reads ${inSize(operator)} values`);
    if (outSize(operator) !== sizeOf(target.shape)) faults.push(`${name} makes ${outSize(operator)} values`);
    if (source.depth >= target.depth)
      faults.push(`${name} goes from depth ${source.depth} to ${target.depth}`);
    const { weight } = operator;
    const finite = typeof weight === 'number' ? Number.isFinite(weight) : weight.every(Number.isFinite);
    if (!finite) faults.push(`${name} has a weight that is no number`);
  }
  return faults;
}
