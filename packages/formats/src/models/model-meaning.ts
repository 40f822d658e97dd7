import type { DnnLayer, DnnSpec } from '@nmap/dnn';
import { contentHash, type HashedValue } from '@nmap/kernels';
import type { ModelInput } from './model-file.ts';

/** SHA-256 of what a trained network says, the same for every format and spelling that says it. */
export function modelMeaning(spec: DnnSpec, input: ModelInput, nameFromFile: boolean): string {
  return contentHash({
    name: nameFromFile ? null : spec.name,
    output: spec.output,
    inputOrder: input.order,
    // Layer by layer, so that only one of them is held in double precision.
    layers: spec.layers.map((layer) => contentHash(layerMeaning(layer))),
  });
}

function layerMeaning(layer: DnnLayer): HashedValue {
  const said: Record<string, HashedValue> = {};
  for (const [key, value] of Object.entries(layer) as [string, HashedValue | Float32Array][]) {
    said[key] = value instanceof Float32Array ? Float64Array.from(value) : value;
  }
  return said;
}
