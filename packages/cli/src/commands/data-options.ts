import type { ModelOptions } from '@nmap/compiler';
import type { Argv } from 'yargs';

/** How images and labels are read, for every command that takes some. */
export interface DataRequest {
  readonly labels: string | null;
  /** Factor from the numbers of a file to those that the model was trained on; null = 1. */
  readonly scale: number | null;
  readonly samples: string | null;
  readonly labelColumn: string | null;
  readonly split: 'train' | 'test' | null;
}

/** How a trained model is read, where its file leaves something open. */
export function modelOptions(yargs: Argv): Argv {
  return yargs
    .option('input-shape', {
      type: 'string',
      requiresArg: true,
      describe: 'Shape of an image where the model leaves sizes open, as its file orders them: 1,28,28',
    })
    .option('output-name', {
      type: 'string',
      requiresArg: true,
      describe: 'Output to take where the model has several',
    });
}

export function modelRequest(args: Readonly<Record<string, unknown>>, faults: string[]): ModelOptions {
  const shape = args['input-shape'] as string | undefined;
  const output = args['output-name'] as string | undefined;
  return {
    ...(shape === undefined ? {} : { inputShape: lengths(shape, faults) }),
    ...(output === undefined ? {} : { output }),
  };
}

/** `1,28,28`, `1x28x28` or `[1, 28, 28]`. */
function lengths(text: string, faults: string[]): number[] {
  const words = text.replace(/^\s*\[|\]\s*$/g, '').split(/\s*[,x]\s*|\s+/i);
  const shape = words.map((word) => (/^\d+$/.test(word.trim()) ? Number(word) : NaN));
  if (!shape.every((length) => Number.isSafeInteger(length) && length > 0))
    faults.push(`--input-shape takes lengths such as 1,28,28, got "${text}".`);
  return shape;
}

export function dataOptions(yargs: Argv): Argv {
  return yargs
    .option('labels', {
      type: 'string',
      requiresArg: true,
      describe: 'Labels, where they are in a file of their own',
    })
    .option('scale', {
      type: 'string',
      requiresArg: true,
      describe: 'Factor from the numbers of the data to those the model was trained on, e.g. 1/255',
    })
    .option('samples', { type: 'string', requiresArg: true, describe: 'Array of the images in an .npz' })
    .option('label-column', { type: 'string', requiresArg: true, describe: 'Column of the labels in a CSV' })
    .option('split', {
      choices: ['train', 'test'] as const,
      requiresArg: true,
      describe: 'Which arrays of an .npz that holds both',
    });
}

export function dataRequest(args: Readonly<Record<string, unknown>>, faults: string[]): DataRequest {
  const word = (name: string): string | null => (args[name] ?? null) as string | null;
  return {
    labels: word('labels'),
    scale: word('scale') === null ? null : factor(word('scale')!, faults),
    samples: word('samples'),
    labelColumn: word('label-column'),
    split: word('split') as DataRequest['split'],
  };
}

/** `0.5` or `1/255`. */
function factor(text: string, faults: string[]): number {
  const [, above, , below] = /^\s*([^/]+?)\s*(\/\s*([^/]+?)\s*)?$/.exec(text) ?? [];
  const value = Number(above) / (below === undefined ? 1 : Number(below));
  if (above === undefined || !Number.isFinite(value) || value === 0)
    faults.push(`--scale takes a number or a fraction such as 1/255, got "${text}".`);
  return value;
}
