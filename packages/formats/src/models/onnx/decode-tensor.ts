import { brainFloatToNumber, halfToNumber } from '../../tensors/half.ts';
import { grouped, numberText } from '../../input-error.ts';
import { Refusal, shapeText } from '../graph/refusal.ts';
import type { Tensor } from '../graph/tensor.ts';
import { ELEMENT, elementName, type TensorProto } from './plain-model.ts';

/** How an element type lies in `rawData`, and which list holds it elsewhere. */
interface Encoding {
  readonly bytes: number;
  readonly integer: boolean;
  readonly list: 'floatData' | 'doubleData' | 'int32Data' | 'int64Data' | 'uint64Data';
  /** The number at a byte. */
  readonly at: (view: DataView, byte: number) => number;
  /** The number that an entry of the list stands for; absent: itself. */
  readonly ofEntry?: (entry: number) => number;
  /** Whether single precision holds every value. */
  readonly single: boolean;
}

const ENCODINGS: Readonly<Record<number, Encoding>> = {
  [ELEMENT.float]: {
    bytes: 4,
    integer: false,
    list: 'floatData',
    at: (v, b) => v.getFloat32(b, true),
    single: true,
  },
  [ELEMENT.double]: {
    bytes: 8,
    integer: false,
    list: 'doubleData',
    at: (v, b) => v.getFloat64(b, true),
    single: false,
  },
  [ELEMENT.float16]: {
    bytes: 2,
    integer: false,
    list: 'int32Data',
    at: (v, b) => halfToNumber(v.getUint16(b, true)),
    ofEntry: halfToNumber,
    single: true,
  },
  [ELEMENT.bfloat16]: {
    bytes: 2,
    integer: false,
    list: 'int32Data',
    at: (v, b) => brainFloatToNumber(v.getUint16(b, true)),
    ofEntry: brainFloatToNumber,
    single: true,
  },
  [ELEMENT.uint8]: { bytes: 1, integer: true, list: 'int32Data', at: (v, b) => v.getUint8(b), single: true },
  [ELEMENT.int8]: { bytes: 1, integer: true, list: 'int32Data', at: (v, b) => v.getInt8(b), single: true },
  [ELEMENT.bool]: { bytes: 1, integer: true, list: 'int32Data', at: (v, b) => v.getUint8(b), single: true },
  [ELEMENT.uint16]: {
    bytes: 2,
    integer: true,
    list: 'int32Data',
    at: (v, b) => v.getUint16(b, true),
    single: true,
  },
  [ELEMENT.int16]: {
    bytes: 2,
    integer: true,
    list: 'int32Data',
    at: (v, b) => v.getInt16(b, true),
    single: true,
  },
  [ELEMENT.int32]: {
    bytes: 4,
    integer: true,
    list: 'int32Data',
    at: (v, b) => v.getInt32(b, true),
    single: false,
  },
  [ELEMENT.uint32]: {
    bytes: 4,
    integer: true,
    list: 'uint64Data',
    at: (v, b) => v.getUint32(b, true),
    single: false,
  },
  [ELEMENT.int64]: {
    bytes: 8,
    integer: true,
    list: 'int64Data',
    at: (v, b) => Number(v.getBigInt64(b, true)),
    single: false,
  },
  [ELEMENT.uint64]: {
    bytes: 8,
    integer: true,
    list: 'uint64Data',
    at: (v, b) => Number(v.getBigUint64(b, true)),
    single: false,
  },
};

const DAMAGED = 'The file is damaged: export the model again.';

/**
 * The numbers of a constant. Nothing is allocated before as many are there as its shape says.
 * @param outside its bytes in a file beside the model; null where they are in the message.
 */
export function decodeTensor(tensor: TensorProto, outside: Uint8Array | null): Tensor {
  const encoding = ENCODINGS[tensor.dataType];
  if (encoding === undefined) {
    throw new Refusal(
      'E1806',
      tensor.dataType === 0
        ? 'the type of its numbers is missing.'
        : `its numbers are of the type ${elementName(tensor.dataType)}, which is not read.`,
      'Export the model with weights of type float.',
    );
  }
  const shape = tensor.dims.map(Number);
  const count = shape.reduce((product, length) => product * length, 1);
  if (
    shape.some((length) => !(Number.isSafeInteger(length) && length >= 0)) ||
    !Number.isSafeInteger(count)
  ) {
    throw new Refusal('E1806', `its shape is ${shapeText(shape)}.`, DAMAGED);
  }
  const raw = outside ?? tensor.rawData;
  const list = tensor[encoding.list];
  const inBytes = outside !== null || raw.length > 0;
  const have = inBytes ? raw.length : list.length;
  const need = inBytes ? count * encoding.bytes : count;
  if (have !== need) {
    const unit = inBytes ? 'bytes' : 'numbers';
    throw new Refusal(
      'E1806',
      `its shape ${shapeText(shape)} of ${elementName(tensor.dataType)} needs ${grouped(need)} ${unit}, has ${grouped(have)}.`,
      DAMAGED,
    );
  }
  const data = encoding.single ? new Float32Array(count) : new Float64Array(count);
  if (inBytes) {
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
    for (let i = 0; i < count; i++) data[i] = encoding.at(view, i * encoding.bytes);
  } else {
    const { ofEntry } = encoding;
    for (let i = 0; i < count; i++)
      data[i] = ofEntry === undefined ? Number(list[i]) : ofEntry(Number(list[i]));
  }
  if (!encoding.integer && count > 1) {
    const bad = data.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new Refusal(
        'E1806',
        `number ${grouped(bad)} of ${grouped(count)} is ${numberText(data[bad])}.`,
        'Training diverged, or the file is damaged: train again with a smaller learning rate.',
      );
    }
  }
  return { shape, data, integer: encoding.integer };
}
