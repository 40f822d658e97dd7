import { readBeside } from '../beside.ts';
import type { TensorProto } from './plain-model.ts';

/**
 * The bytes of a constant that lie in a file beside the model.
 * @param modelPath null where the model came through a pipe.
 */
export function externalData(tensor: TensorProto, modelPath: string | null): Promise<Uint8Array> {
  const entries = new Map(tensor.externalData.map(({ key, value }) => [key, value]));
  const length = entries.get('length');
  return readBeside(entries.get('location') ?? '', modelPath, {
    offset: Number(entries.get('offset') ?? 0),
    length: length === undefined ? null : Number(length),
  });
}
