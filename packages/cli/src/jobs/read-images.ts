import { loadDataset, type DatasetFile, type ModelFile } from '@nmap/compiler';
import { sliceOfData, sizeOf, type DataSet } from '@nmap/dnn';
import type { Diagnostic } from '@nmap/ir';
import type { DataRequest } from '../commands/data-options.ts';

/** The images of a file, in the order of a model's input. */
export function readImages(
  path: string,
  labels: string | null,
  model: Pick<ModelFile, 'spec' | 'input'>,
  { scale, samples, labelColumn, split }: DataRequest,
): Promise<DatasetFile> {
  const { spec, input } = model;
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
