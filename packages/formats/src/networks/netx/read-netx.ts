import type { PopulationSpec, ProjectionSpec } from '@nmap/ir';
import type { Hdf5Group, Numbers } from '../../hdf5/open-hdf5.ts';
import { textOf } from '../../hdf5/open-hdf5.ts';
import { grouped, inputError, ViolationList } from '../../input-error.ts';
import { synapsesOfChain, uniform } from '../../linear/chain.ts';
import { sizeOf, type Step } from '../../linear/step.ts';
import type { ImportContext } from '../../network-format.ts';
import { DEFAULT_TIMESTEP_MS, type ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { finishNetwork } from '../common/listed-network.ts';
import { readLayer, type Layer } from './layer.ts';

/** Parameters of neurons that are kept, as the file names them. */
const PARAMS = ['iDecay', 'vDecay', 'vThMant', 'refDelay', 'wgtExp', 'messageBits', 'gradedSpike'];

/**
 * Reads a sequence of layers: each with neurons is a population, what lies between is composed into one projection. A
 * file that begins with synapses has its input outside the chip. Delays are in steps.
 */
export function readNetx(root: Hdf5Group, { fileName }: ImportContext): ReadNetwork {
  const violations = new ViolationList();
  const layers = root.group('layer')!;
  // Names are numbers: as text 10 would come before 2.
  const names = layers
    .keys()
    .filter((key) => /^\d+$/.test(key))
    .sort((a, b) => Number(a) - Number(b));
  const timestepMs = stepOf(root, violations);
  const populations: PopulationSpec[] = [];
  const projections: ProjectionSpec[] = [];
  let shape: readonly number[] | null = null;
  let before: { id: string; steps: Step[]; shape: readonly number[] } | null = null;
  for (const name of names) {
    const group = layers.group(name);
    const layer: Layer | null = group === null ? null : readLayer(group, shape, violations);
    if (layer === null) {
      if (group === null) violations.error('E1862', `${layers.where}/${name}`, 'a layer must be a group.');
      break;
    }
    if (layer.step !== null && before === null) {
      const input = layer.step.input;
      populations.push({ id: 'input', size: sizeOf(input), role: 'input', external: true, model: 'input' });
      before = { id: 'input', steps: [], shape: input };
    }
    const output: readonly number[] = layer.output;
    shape = output;
    if (layer.step !== null) before!.steps.push(layer.step);
    if (layer.neuron === null && layer.type !== 'input' && !layer.type.startsWith('dense')) continue;
    const id = `${layer.type}${name}`;
    populations.push(populationOf(id, layer, name === names[names.length - 1], violations));
    if (before !== null) project(before, id, layer.delay);
    if (layer.recurrent !== null) project({ id, steps: [layer.recurrent], shape: output }, id, null);
    before = { id, steps: [], shape: output };
  }
  violations.throwIfFailed(fileName);
  if (populations.length === 0)
    throw inputError('E1862', layers.where, 'the file has no layers with neurons.');
  violations.note(
    'W1867',
    fileName,
    'neurons keep the parameters of Loihi (iDecay, vDecay and vThMant of 4,096 and 64): their spikes are not simulated.',
  );
  return finishNetwork(populations, projections, fileName, violations, { timestepMs });

  function project(
    from: { id: string; steps: readonly Step[]; shape: readonly number[] },
    to: string,
    delay: Numbers | null,
  ): void {
    const chain = synapsesOfChain(from.steps, from.shape);
    if (chain === null) {
      violations.error(
        'E1856',
        layers.where,
        `the synapses from ${from.id} to ${to} are too many to list one by one.`,
      );
      return;
    }
    const delayMs = delayOf(delay, from, to);
    projections.push({ from: from.id, to, ...chain.synapses, ...(delayMs === null ? {} : { delayMs }) });
  }

  function delayOf(
    delay: Numbers | null,
    from: { steps: readonly Step[] },
    to: string,
  ): number | Float64Array | null {
    if (delay === null || delay.data.every((value) => value === 0)) return null;
    if (delay.data.length === 1) return delay.data[0] * timestepMs;
    const [step] = from.steps;
    if (from.steps.length === 1 && step.kind === 'dense' && delay.data.length === step.weight.length) {
      const [inputs, outputs] = [sizeOf(step.input), sizeOf(step.output)];
      return uniform(
        Float64Array.from(
          { length: inputs * outputs },
          (_, k) => delay.data[(k % outputs) * inputs + Math.floor(k / outputs)] * timestepMs,
        ),
      );
    }
    violations.error(
      'E1862',
      `${layers.where}: ${to}`,
      `${grouped(delay.data.length)} delays: one for all is read, or of a dense layer one for each weight.`,
    );
    return null;
  }
}

function stepOf(root: Hdf5Group, violations: ViolationList): number {
  const given = root.group('simulation')?.dataset('Ts')?.numbers().data[0];
  if (given === undefined) return DEFAULT_TIMESTEP_MS;
  if (given > 0 && Number.isFinite(given)) return given;
  violations.error('E1862', `${root.where}simulation/Ts`, `the time step is ${given} ms, must be above 0.`);
  return DEFAULT_TIMESTEP_MS;
}

function populationOf(id: string, layer: Layer, last: boolean, violations: ViolationList): PopulationSpec {
  const size = sizeOf(layer.output);
  const model = layer.neuron === null ? null : textOf(layer.neuron, 'type');
  const params: Record<string, number | Float64Array> = {};
  for (const key of PARAMS) {
    const value = layer.neuron?.dataset(key)?.numbers().data;
    if (value?.length === 1) params[key] = value[0];
  }
  if (layer.bias !== null) {
    const area = size / layer.bias.data.length;
    if (!Number.isInteger(area))
      violations.error(
        'E1862',
        `${layer.where}/bias`,
        `${grouped(layer.bias.data.length)} values for ${grouped(size)} neurons.`,
      );
    else
      params['bias'] = uniform(
        Float64Array.from({ length: size }, (_, k) => layer.bias!.data[Math.floor(k / area)]),
      );
  }
  const role = layer.type === 'input' ? { role: 'input' as const } : last ? { role: 'output' as const } : {};
  return {
    id,
    size,
    ...(layer.output.length > 1 ? { shape: layer.output } : {}),
    ...role,
    model: layer.type === 'input' ? 'input' : `lava-${(model ?? 'integrator').toLowerCase()}`,
    ...(Object.keys(params).length === 0 ? {} : { params }),
  };
}
