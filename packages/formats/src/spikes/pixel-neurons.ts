import type { NetworkSpec, PopulationSpec } from '@nmap/ir';
import { inputError, quoted } from '../input-error.ts';
import type { CameraRecord } from './read-aedat.ts';
import type { EventRecord } from './spike-record.ts';

/**
 * The neuron of each event of a camera: channel 0 is off and 1 on in a population of two channels, [2, rows, columns]; one
 * of a single channel takes both. null where the record is no camera's.
 */
export function pixelNeurons(
  record: EventRecord,
  asked: number | null,
  { populations }: NetworkSpec,
): readonly [index: number, neuron: Float64Array] | null {
  if (!isCamera(record)) return null;
  const { x, y, on, where } = record;
  const images = [...populations.keys()].filter(
    (index) =>
      (asked === null ? populations[index].role === 'input' : index === asked) &&
      imageOf(populations[index]) !== null,
  );
  if (images.length !== 1)
    throw inputError(
      'E1144',
      where,
      `events of a camera go to a population of the shape [2, rows, columns] or [1, rows, columns]; ${images.length === 0 ? 'none of the inputs is one' : `${images.length} inputs are`}.`,
      'Say whose spikes they are: --spikes POPULATION=FILE.',
    );
  const [channels, rows, columns] = imageOf(populations[images[0]])!;
  const outside = x.findIndex((column, event) => column >= columns || y[event] >= rows);
  if (outside >= 0)
    throw inputError(
      'E1144',
      where,
      `an event is at x ${x[outside]}, y ${y[outside]}; ${quoted(populations[images[0]].id)} has ${columns} columns and ${rows} rows.`,
      'Crop or scale the recording to the size of the input.',
    );
  return [
    images[0],
    Float64Array.from(
      x,
      (column, event) => ((channels === 2 ? on[event] : 0) * rows + y[event]) * columns + column,
    ),
  ];
}

function isCamera(record: EventRecord): record is CameraRecord {
  return 'on' in record;
}

function imageOf({ shape = [] }: PopulationSpec): readonly [number, number, number] | null {
  return shape.length === 3 && shape[0] <= 2 ? [shape[0], shape[1], shape[2]] : null;
}
