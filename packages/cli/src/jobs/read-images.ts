import { loadDataset, type DatasetFile, type ModelFile } from '@nmap/compiler';
import { drawnDigits, sizeOf, sliceOfData, type DataSet } from '@nmap/dnn';
import { NmapError, type Diagnostic } from '@nmap/ir';
import type { DataRequest } from '../commands/data-options.ts';

/** In place of a file: the built-in data set. */
export const DRAWN_DIGITS = 'drawn-digits';
/** Drawn images to try a model on, none of them among those that it is trained on. */
const DRAWN_TO_TRY = 2000;
const FIRST_TO_TRY = 1_000_000;

/** The images of a file, in the order of a model's input. @param drawn the first so many drawn digits, to train on. */
export async function readImages(
  path: string,
  labels: string | null,
  model: Pick<ModelFile, 'spec' | 'input'>,
  request: DataRequest,
  drawn: number | null = null,
): Promise<Omit<DatasetFile, 'fileSha256'>> {
  const { spec, input } = model;
  const { scale, samples, labelColumn, split } = request;
  if (path === DRAWN_DIGITS) {
    refuseReading(labels, request);
    return digitsFor(model, drawn);
  }
  const layer = spec.layers.find(({ kind }) => kind === 'input')!;
  return loadDataset(path, {
    input,
    layerShape: layer.shape,
    classes: sizeOf(spec.layers[spec.output].shape),
    ...(labels === null ? {} : { labels }),
    ...(scale === null ? {} : { scale }),
    ...(samples === null ? {} : { samples }),
    ...(labelColumn === null ? {} : { labelColumn }),
    ...(split === null ? {} : { split }),
  });
}

/** Drawn digits come with labels and in the scale of their networks: an option that is not read is not silently dropped. */
export function refuseReading(
  labels: string | null,
  { scale, samples, labelColumn, split }: DataRequest,
): void {
  const given = Object.entries({ labels, scale, samples, 'label-column': labelColumn, split })
    .filter(([, value]) => value !== null)
    .map(([name]) => `--${name}`);
  if (given.length === 0) return;
  throw new NmapError('input', [
    {
      code: 'E1780',
      severity: 'error',
      where: DRAWN_DIGITS,
      message: `is drawn with its labels, in the scale of its networks: ${given.join(', ')} ${given.length === 1 ? 'has' : 'have'} nothing to read.`,
      hint: `Leave ${given.join(', ')} out, or name a file of images.`,
    },
  ]);
}

function digitsFor({ spec }: Pick<ModelFile, 'spec'>, drawn: number | null): Omit<DatasetFile, 'fileSha256'> {
  const data =
    drawn === null
      ? drawnDigits({ count: DRAWN_TO_TRY, first: FIRST_TO_TRY })
      : drawnDigits({ count: drawn });
  const layer = spec.layers.find(({ kind }) => kind === 'input')!;
  if (sizeOf(layer.shape) === sizeOf(data.shape))
    return {
      data: { ...data, shape: layer.shape },
      sha256: `${DRAWN_DIGITS} ${data.count}`,
      diagnostics: [],
    };
  throw new NmapError('input', [
    {
      code: 'E1777',
      severity: 'error',
      where: spec.name,
      message: `reads [${layer.shape.join(', ')}], drawn digits are [${data.shape.join(', ')}].`,
      hint: 'Give images of that shape.',
    },
  ]);
}

/** Images that statistics are taken of, and others that are counted and judged on. */
export interface Parted {
  readonly calibration: DataSet;
  readonly test: DataSet;
  readonly diagnostics: readonly Diagnostic[];
}

/** The first images calibrate, at most half of them; the others are tested. */
export function part(data: DataSet, calibrationImages: number): Parted {
  const first = Math.min(calibrationImages, Math.floor(data.count / 2));
  if (first > 0)
    return { calibration: sliceOfData(data, 0, first), test: sliceOfData(data, first), diagnostics: [] };
  const diagnostic: Diagnostic = {
    code: 'W1771',
    severity: 'warning',
    where: data.name,
    message: 'one image calibrates and is tested: its accuracy says nothing.',
    have: data.count,
    unit: 'images',
    hint: 'Give more images, or others with --test.',
  };
  return { calibration: data, test: data, diagnostics: [diagnostic] };
}
