import { NONE, Rng } from '@nmap/kernels';
import {
  axesOf,
  blockCountOf,
  lower,
  lowerToUnits,
  positionTilings,
  type Network,
  type NetworkSpec,
  type Tilings,
} from '@nmap/ir';
import { randomSpec } from './random-specs.ts';
import type { UnitsAndNeurons } from './unit-networks.ts';

/** A random network of every connector, neuron by neuron and in units: of one position, or of blocks that may be joined. */
export function specUnits(seed: number): UnitsAndNeurons {
  const rng = new Rng(seed);
  const spec = randomSpec(seed);
  const units =
    rng.below(2) === 0
      ? lowerToUnits(spec, positionTilings(spec, { mostNeuronsPerUnit: 1 + rng.below(8) }))
      : inBlocks(spec, rng);
  const neurons = lower(spec).network;
  return { units, neurons, unitOf: unitOfNeurons(units, neurons) };
}

function inBlocks(spec: NetworkSpec, rng: Rng): Network {
  const tilings = randomTilings(spec, rng);
  if (rng.below(2) === 0) return lowerToUnits(spec, tilings);
  const groups = tilings.map((tiling) =>
    rng.below(3) === 0 ? null : Uint32Array.from({ length: blockCountOf(tiling) }, () => rng.below(5)),
  );
  return lowerToUnits(spec, tilings, groups);
}

/** A part of the places where an axis can be cut, of some axes none. */
export function randomTilings(spec: NetworkSpec, rng: Rng): Tilings {
  const cuts = (length: number): Uint32Array => {
    const likely = rng.below(4);
    const inner = Array.from({ length: length - 1 }, (_, k) => k + 1).filter(() => rng.below(4) < likely);
    return Uint32Array.from([0, ...inner, length]);
  };
  return spec.populations.map(({ size, shape }) => {
    const [channels, rows, columns] = axesOf(shape ?? [size]);
    return { channels: cuts(channels), rows: cuts(rows), columns: cuts(columns) };
  });
}

/** unitOf[neuron], read from the boxes: every neuron lies in exactly one. */
export function unitOfNeurons(units: Network, neurons: Network): Uint32Array {
  const unitOf = new Uint32Array(neurons.vertexCount).fill(NONE);
  for (const [number, { first, vertexCount, shape }] of units.populations.entries()) {
    const [, rows, columns] = axesOf(shape);
    for (let vertex = first; vertex < first + vertexCount; vertex++) {
      const box = units.units!.boxes.subarray(6 * vertex, 6 * vertex + 6);
      let size = 0;
      for (let c = box[0]; c < box[1]; c++)
        for (let y = box[2]; y < box[3]; y++)
          for (let x = box[4]; x < box[5]; x++, size++) {
            const neuron = neurons.populations[number].first + (c * rows + y) * columns + x;
            if (unitOf[neuron] !== NONE) throw new Error(`neuron ${neuron} lies in two units`);
            unitOf[neuron] = vertex;
          }
      if (units.units!.size[vertex] !== size) throw new Error(`unit ${vertex} has ${size} neurons`);
    }
  }
  if (unitOf.includes(NONE)) throw new Error(`neuron ${unitOf.indexOf(NONE)} lies in no unit`);
  return unitOf;
}
