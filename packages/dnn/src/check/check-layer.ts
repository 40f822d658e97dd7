import type { DnnFault } from '../dnn-error.ts';
import { windowedShape, type WindowShape } from '../linear/windows.ts';
import { sizeOf, type DnnLayer, type DnnLayerOf } from '../spec.ts';
import { checkNumbers } from './check-numbers.ts';
import { shownName, shownShape } from './shown.ts';

type Shapes = readonly (readonly number[])[];

/** Faults of one layer whose inputs are sound and of these shapes. */
export function checkLayer(layer: DnnLayer, inputShapes: Shapes, faults: DnnFault[]): void {
  const where = shownName(layer.name);
  switch (layer.kind) {
    case 'input':
      return;
    case 'conv':
      return checkConv(layer, inputShapes[0], faults);
    case 'dense':
      checkShapeIs(layer, [sizeOf(layer.shape)], faults);
      checkNumbers(where, 'weights', layer.weight, sizeOf(inputShapes[0]) * sizeOf(layer.shape), faults);
      checkNumbers(where, 'biases', layer.bias, sizeOf(layer.shape), faults);
      return;
    case 'average-pool':
    case 'max-pool':
      if (checkImage(layer, inputShapes[0], faults) && checkWindow(layer, layer, faults)) {
        const [channels, height, width] = inputShapes[0];
        checkShapeIs(layer, [channels, ...windowedShape(height, width, layer)], faults);
      }
      return;
    case 'add': {
      for (const shape of inputShapes) {
        if (sameShape(shape, inputShapes[0])) continue;
        const message = `adds ${shownShape(inputShapes[0])} and ${shownShape(shape)}`;
        faults.push({ code: 'E1704', where, message, hint: 'Only values of one shape are added.' });
        return;
      }
      return checkShapeIs(layer, inputShapes[0], faults);
    }
    case 'concat':
      return checkConcat(layer, inputShapes, faults);
    case 'affine':
      return checkAffine(layer, inputShapes[0], faults);
    case 'activation':
      checkShapeIs(layer, inputShapes[0], faults);
      return checkActivation(layer, faults);
    case 'reindex':
      return checkReindex(layer, inputShapes[0], faults);
  }
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((length, axis) => length === b[axis]);
}

function checkShapeIs(layer: DnnLayer, shape: readonly number[], faults: DnnFault[]): void {
  if (sameShape(layer.shape, shape)) return;
  faults.push({
    code: 'E1704',
    where: shownName(layer.name),
    message: `says that its shape is ${shownShape(layer.shape)}, its inputs make ${shownShape(shape)}`,
  });
}

function checkImage(layer: DnnLayer, shape: readonly number[], faults: DnnFault[]): boolean {
  if (shape.length === 3) return true;
  faults.push({
    code: 'E1704',
    where: shownName(layer.name),
    message: `${layer.kind} reads an image [channels, height, width] and is given ${shownShape(shape)}`,
  });
  return false;
}

function checkWindow(layer: DnnLayer, window: WindowShape, faults: DnnFault[]): boolean {
  const whole = (numbers: readonly number[], least: number): boolean =>
    numbers.every((number) => Number.isInteger(number) && number >= least && number < 2 ** 20);
  const { kernel, stride, padding } = window;
  const dilation = window.dilation ?? [1, 1];
  const refuse = (message: string, hint?: string): false => {
    faults.push({
      code: 'E1707',
      where: shownName(layer.name),
      message,
      ...(hint === undefined ? {} : { hint }),
    });
    return false;
  };
  if (!whole(kernel, 1) || !whole(stride, 1) || !whole(dilation, 1) || !whole(padding, 0)) {
    return refuse(
      `kernel ${kernel.join(' x ')}, stride ${stride.join(' x ')}, dilation ${dilation.join(' x ')}, padding ${padding.join(', ')}`,
      'All are whole numbers; only padding may be 0.',
    );
  }
  // A pooling window that lies in the margin altogether has no mean and no maximum.
  if (layer.kind !== 'conv' && padding.some((margin, side) => margin >= kernel[side % 2])) {
    return refuse(`padding ${padding.join(', ')} is not smaller than the kernel ${kernel.join(' x ')}`);
  }
  return true;
}

function checkConv(layer: DnnLayerOf<'conv'>, shape: readonly number[], faults: DnnFault[]): void {
  const where = shownName(layer.name);
  if (!checkImage(layer, shape, faults) || !checkWindow(layer, layer, faults)) return;
  const [channels, height, width] = shape;
  const { groups, kernel } = layer;
  const [outChannels] = layer.shape;
  if (!Number.isInteger(groups) || groups < 1 || channels % groups !== 0 || outChannels % groups !== 0) {
    faults.push({
      code: 'E1707',
      where,
      message: `${groups} groups do not divide ${channels} channels in and ${outChannels} out`,
    });
    return;
  }
  checkShapeIs(layer, [outChannels, ...windowedShape(height, width, layer)], faults);
  checkNumbers(
    where,
    'weights',
    layer.weight,
    outChannels * (channels / groups) * kernel[0] * kernel[1],
    faults,
  );
  checkNumbers(where, 'biases', layer.bias, outChannels, faults);
}

function checkConcat(layer: DnnLayerOf<'concat'>, shapes: Shapes, faults: DnnFault[]): void {
  const rest = shapes[0].slice(1);
  const other = shapes.find((shape) => !sameShape(shape.slice(1), rest));
  if (other !== undefined) {
    faults.push({
      code: 'E1704',
      where: shownName(layer.name),
      message: `joins ${shownShape(shapes[0])} and ${shownShape(other)}`,
      hint: 'All lengths but the first must agree.',
    });
    return;
  }
  checkShapeIs(layer, [shapes.reduce((sum, [length]) => sum + length, 0), ...rest], faults);
}

function checkAffine(layer: DnnLayerOf<'affine'>, shape: readonly number[], faults: DnnFault[]): void {
  const where = shownName(layer.name);
  checkShapeIs(layer, shape, faults);
  const entries = layer.scale.length;
  if (entries === 0 || sizeOf(shape) % entries !== 0) {
    faults.push({
      code: 'E1705',
      where,
      message: `has ${entries} factors for ${sizeOf(shape)} values`,
      hint: 'Give one for all, one for each channel, or one for each value.',
    });
    return;
  }
  checkNumbers(where, 'factors', layer.scale, entries, faults);
  checkNumbers(where, 'terms', layer.shift, entries, faults);
}

function checkActivation(layer: DnnLayerOf<'activation'>, faults: DnnFault[]): void {
  const { activation } = layer;
  const refuse = (message: string): void => {
    faults.push({ code: 'E1707', where: shownName(layer.name), message });
  };
  if (activation.kind === 'clip' || activation.kind === 'clip-floor-shift') {
    if (!(activation.ceiling > 0 && activation.ceiling < Infinity)) {
      refuse(`its ceiling is ${activation.ceiling}, and must be above 0 and finite`);
    }
  }
  if (activation.kind === 'clip-floor-shift') {
    if (!Number.isInteger(activation.levels) || activation.levels < 1) {
      refuse(`it has ${activation.levels} levels, and must have a whole number of at least 1`);
    }
  }
  if (activation.kind === 'fat-relu' && !(activation.threshold >= 0 && activation.threshold < Infinity)) {
    refuse(`its threshold is ${activation.threshold}, and must be at least 0 and finite`);
  }
}

function checkReindex(layer: DnnLayerOf<'reindex'>, shape: readonly number[], faults: DnnFault[]): void {
  const where = shownName(layer.name);
  const size = sizeOf(shape);
  if (layer.from.length !== sizeOf(layer.shape)) {
    const message = `has ${layer.from.length} indices, needs ${sizeOf(layer.shape)}`;
    faults.push({ code: 'E1705', where, message });
  }
  const wrong = layer.from.findIndex((index) => index >= size);
  if (wrong >= 0) {
    const message = `value ${wrong} reads value ${layer.from[wrong]} of ${size}`;
    faults.push({ code: 'E1705', where, message });
  }
}
