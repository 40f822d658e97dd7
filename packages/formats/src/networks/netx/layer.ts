import { shapeText, textOf, type Hdf5Group, type Numbers } from '../../hdf5/open-hdf5.ts';
import { grouped, quoted, type ViolationList } from '../../input-error.ts';
import { sizeOf, windowOutput, type Step, type Window } from '../../linear/step.ts';

/** One layer of the file: what it does to the neurons before it, and the shape of its own. */
export interface Layer {
  readonly type: string;
  readonly where: string;
  /** null of an input. */
  readonly step: Step | null;
  /** Synapses among the neurons of the layer itself. */
  readonly recurrent: Step | null;
  /** null where the layer has no neurons. */
  readonly neuron: Hdf5Group | null;
  readonly output: readonly number[];
  /** Of its synapses, in steps: one for all, or one each as the weight has them. */
  readonly delay: Numbers | null;
  readonly bias: Numbers | null;
}

const MAX_NEURONS = 2 ** 28;

/** Reads one layer. @param input shape of what comes in; null where nothing does yet. */
export function readLayer(
  group: Hdf5Group,
  input: readonly number[] | null,
  violations: ViolationList,
): Layer | null {
  const type = (textOf(group, 'type') ?? '').replaceAll('\0', '').trim();
  const fault = (key: string, message: string): null => {
    violations.error('E1862', `${group.where}/${key}`, message);
    return null;
  };
  const numbers = (key: string): Numbers | null => group.dataset(key)?.numbers() ?? null;
  const stated = numbers('shape');
  const rest = {
    type,
    where: group.where,
    neuron: group.group('neuron'),
    delay: numbers('delay'),
    bias: numbers('bias'),
    recurrent: null,
  };
  if (type === 'input') {
    const shape = [...(stated?.data ?? [])];
    const sound = shape.length > 0 && shape.every((length) => Number.isSafeInteger(length) && length >= 1);
    if (!sound || sizeOf(shape) > MAX_NEURONS)
      return fault('shape', `it is ${shapeText(shape)}, must be whole numbers of at least 1.`);
    return { ...rest, step: null, output: shape };
  }
  if (type === 'dense' || type === 'dense_rec') return dense();
  if (type === 'conv' || type === 'pool') return input === null ? noInput() : sliding(input);
  if (type === 'flatten') {
    if (input === null) return noInput();
    const output = [sizeOf(input)];
    return { ...rest, neuron: null, step: { kind: 'same', input, output }, output };
  }
  return fault(
    'type',
    `the layer type ${quoted(type)} is not read; read are input, dense, dense_rec, conv, pool and flatten.`,
  );

  function noInput(): null {
    return fault('type', `a layer of type ${type} cannot be the first: nothing says what comes in.`);
  }

  function dense(): Layer | null {
    const weight = numbers('weight');
    if (weight === null)
      return fault(
        'weight',
        group.group('weight') === null ? `a ${type} layer needs a weight.` : 'complex weights are not read.',
      );
    const outputs = numbers('outFeatures')?.data[0] ?? stated?.data[0] ?? weight.shape[0];
    const inputs = weight.data.length / outputs;
    if (!Number.isInteger(inputs) || inputs < 1)
      return fault(
        'weight',
        `${grouped(weight.data.length)} weights are no whole number for each of ${outputs} neurons.`,
      );
    const from = input ?? [inputs];
    if (sizeOf(from) !== inputs)
      return fault(
        'weight',
        `the weight ${shapeText(weight.shape)} takes ${grouped(inputs)} inputs, ${grouped(sizeOf(from))} come in.`,
      );
    const output = [outputs];
    const again = type === 'dense_rec' ? numbers('weight_rec') : null;
    if (type === 'dense_rec' && again?.data.length !== outputs * outputs)
      return fault(
        'weight_rec',
        `it needs ${grouped(outputs)} times ${grouped(outputs)} weights, has ${grouped(again?.data.length ?? 0)}.`,
      );
    return {
      ...rest,
      output,
      step: { kind: 'dense', input: from, output, weight: weight.data },
      recurrent: again === null ? null : { kind: 'dense', input: output, output, weight: again.data },
    };
  }

  function pair(key: string, usual: number, least: number): [number, number] | null {
    const given = numbers(key)?.data ?? Float64Array.of(usual);
    if (
      given.length >= 1 &&
      given.length <= 2 &&
      given.every((value) => Number.isSafeInteger(value) && value >= least)
    )
      return [given[0], given[given.length - 1]];
    return fault(
      key,
      `it is ${shapeText([...given.subarray(0, 8)])}, must be one or two whole numbers of at least ${least}.`,
    );
  }

  function sliding(image: readonly number[]): Layer | null {
    if (image.length !== 3)
      return fault('type', `a ${type} layer reads [channels, height, width], ${shapeText(image)} comes in.`);
    const weight = numbers('weight');
    const kernel = pair('kernelSize', 0, 1);
    const padding = pair('padding', 0, 0);
    const dilation = pair('dilation', 1, 1);
    const stride = pair('stride', 1, 1);
    if (kernel === null || padding === null || dilation === null || stride === null) return null;
    const window: Window = { kernel, padding, dilation, stride, behind: [0, 0] };
    const [height, width] = windowOutput(window, image[1], image[2]);
    const groups = numbers('groups')?.data[0] ?? 1;
    const channels = type === 'pool' ? image[0] : (weight?.shape[0] ?? 0);
    const output = [channels, height, width];
    const shape = [...(stated?.data ?? output)];
    if (
      height < 1 ||
      width < 1 ||
      channels < 1 ||
      sizeOf(output) > MAX_NEURONS ||
      shape.join() !== output.join()
    )
      return fault(
        'shape',
        `the layer makes ${shapeText(output)} of ${shapeText(image)}, the file says ${shapeText(shape)}.`,
      );
    if (type === 'pool') {
      const factor = weight?.data[0] ?? 1;
      return { ...rest, output, step: { kind: 'pool', input: image, output, window, factor } };
    }
    const need = (channels * image[0] * kernel[0] * kernel[1]) / groups;
    if (weight === null || weight.data.length !== need || image[0] % groups !== 0 || channels % groups !== 0)
      return fault(
        'weight',
        `${grouped(weight?.data.length ?? 0)} weights; ${channels} filters of ${image[0]} channels in ${groups} groups with kernels ${shapeText(kernel)} need ${grouped(need)}.`,
      );
    return {
      ...rest,
      output,
      step: { kind: 'conv', input: image, output, window, groups, weight: flipped(weight.data, kernel) },
    };
  }
}

/** lava-dl stores kernels for a convolution in the mathematical sense, turned by half a circle. */
function flipped(weight: Float64Array, [rows, columns]: readonly [number, number]): Float64Array {
  const area = rows * columns;
  return weight.map((_, k) => weight[k - (k % area) + (area - 1 - (k % area))]);
}
