import type { DnnFault } from '../dnn-error.ts';
import { sizeOf, type DnnLayer, type DnnSpec } from '../spec.ts';
import { checkLayer } from './check-layer.ts';
import { shownName, shownShape } from './shown.ts';

/** Values of a layer that are still computed: a gigabyte of doubles. */
const MOST_VALUES = 2 ** 27;

/**
 * Every fault of a network's graph, shapes, lengths and numbers; empty where it can be computed.
 * Judges a layer only where its inputs are sound, so that one fault is told once.
 * Cost: one look at every parameter.
 */
export function checkDnnSpec(spec: DnnSpec): DnnFault[] {
  const faults: DnnFault[] = [];
  const inputs = spec.layers.filter(({ kind }) => kind === 'input').length;
  if (inputs !== 1) {
    faults.push({
      code: 'E1701',
      where: shownName(spec.name),
      message: `has ${inputs} inputs, needs 1`,
      hint: 'Join several inputs into one, or convert the part behind one of them.',
    });
  }
  if (!Number.isInteger(spec.output) || spec.output < 0 || spec.output >= spec.layers.length) {
    faults.push({
      code: 'E1701',
      where: shownName(spec.name),
      message: `its output is layer ${spec.output} of ${spec.layers.length}`,
      hint: 'Name the layer whose values are the logits.',
    });
  }
  const seen = new Map<string, number>();
  // sound[layer]: whether its shape can be built upon.
  const sound = new Uint8Array(spec.layers.length);
  for (const [index, layer] of spec.layers.entries()) {
    const earlier = seen.get(layer.name);
    if (earlier !== undefined || layer.name === '') {
      faults.push({
        code: 'E1708',
        where: layer.name === '' ? `layer ${index}` : shownName(layer.name),
        message: earlier === undefined ? 'has no name' : `layers ${earlier} and ${index} have this one name`,
        hint: 'Give every layer a name of its own.',
      });
    }
    seen.set(layer.name, index);
    const before = faults.length;
    checkInputs(spec, index, faults);
    const foundation = layer.inputs.every((input) => sound[input] === 1);
    if (foundation) checkShape(layer, faults);
    if (foundation && faults.length === before) {
      checkLayer(
        layer,
        layer.inputs.map((input) => spec.layers[input].shape),
        faults,
      );
    }
    sound[index] = foundation && faults.length === before ? 1 : 0;
  }
  return faults;
}

/** How many inputs a kind reads: at least, at most. */
const INPUTS: { readonly [Kind in DnnLayer['kind']]: readonly [number, number] } = {
  input: [0, 0],
  conv: [1, 1],
  dense: [1, 1],
  'average-pool': [1, 1],
  'max-pool': [1, 1],
  add: [2, Infinity],
  concat: [1, Infinity],
  affine: [1, 1],
  activation: [1, 1],
  reindex: [1, 1],
};

function checkInputs(spec: DnnSpec, index: number, faults: DnnFault[]): void {
  const layer = spec.layers[index];
  const where = shownName(layer.name);
  const [least, most] = INPUTS[layer.kind];
  const count = layer.inputs.length;
  if (count < least || count > most) {
    const need = least === most ? `${least}` : `${least} or more`;
    faults.push({ code: 'E1703', where, message: `${layer.kind} reads ${count} layers, needs ${need}` });
  }
  for (const input of layer.inputs) {
    if (Number.isInteger(input) && input >= 0 && input < index) continue;
    const known = Number.isInteger(input) && input >= 0 && input < spec.layers.length;
    faults.push({
      code: 'E1702',
      where,
      message: known
        ? `layer ${index} reads layer ${input} (${shownName(spec.layers[input].name)}), which does not come before it`
        : `layer ${index} reads layer ${input}, and there are ${spec.layers.length}`,
      hint: 'A network has no cycles: list every layer after those that it reads.',
    });
  }
}

function checkShape(layer: DnnLayer, faults: DnnFault[]): void {
  const { shape } = layer;
  const whole = shape.length >= 1 && shape.every((length) => Number.isInteger(length) && length >= 1);
  const size = sizeOf(shape);
  if (whole && size <= MOST_VALUES) return;
  faults.push({
    code: 'E1704',
    where: shownName(layer.name),
    message: whole
      ? `${shownShape(shape)} are ${size} values, more than ${MOST_VALUES}`
      : `has the shape ${shownShape(shape)}`,
    hint: whole ? 'Smaller images, or fewer channels.' : 'Lengths are whole and at least 1.',
  });
}
