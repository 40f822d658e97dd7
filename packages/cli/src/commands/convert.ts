import { resolve } from 'node:path';
import type { NetworkFormat } from '@nmap/compiler';
import { WRITTEN_FORMATS, type WrittenFormat } from '@nmap/formats/tables';
import { EXIT } from '../exit-codes.ts';
import { usageOutcome } from '../outcome.ts';
import { usageDiagnostic } from '../usage-fault.ts';
import { formatFault, readingOptions } from '../input-format.ts';
import { spikeFilesOf } from '../spike-files.ts';
import { integerOption, seedOf } from './numbers-of.ts';
import { loudness, type Command } from './command.ts';
import { dataOptions, dataRequest, modelOptions, modelRequest } from './data-options.ts';

/** Options that say nothing about a network. */
const TRAINED_ONLY = [
  'labels',
  'scale',
  'samples',
  'label-column',
  'split',
  'input-shape',
  'output-name',
  'test',
  'test-labels',
  'passes',
  'steps',
  'images',
  'write-labels',
];

export const convert: Command = {
  usage: 'convert <in> <out>',
  lists: ['spikes'],
  summary:
    'A trained model (ONNX, Keras, TensorFlow.js) to a spiking network, with its accuracy; or a network to net.json',
  build: (yargs) =>
    readingOptions(modelOptions(dataOptions(yargs)))
      .positional('in', {
        type: 'string',
        demandOption: true,
        describe: 'Trained model (.onnx, .h5, model.json) or network (nmap formats lists what is read)',
      })
      .positional('out', { type: 'string', demandOption: true, describe: 'Network file that is written' })
      .option('calibrate', {
        type: 'string',
        requiresArg: true,
        describe: 'Images that scales are taken from (.npz, .npy, IDX, CSV); a trained model needs them',
      })
      .option('test', {
        type: 'string',
        requiresArg: true,
        describe: 'Images for accuracy and spike counts (default: those of --calibrate that are left)',
      })
      .option('test-labels', { type: 'string', requiresArg: true, describe: 'Labels of --test' })
      .option('passes', {
        type: 'string',
        requiresArg: true,
        describe: 'The conversion by text: "fold; normalise/max; start/half" (nmap mappers lists them)',
      })
      .option('steps', {
        type: 'number',
        requiresArg: true,
        describe: 'Steps that each layer sees of an image (default 32, or those of --passes)',
      })
      .option('images', {
        type: 'number',
        requiresArg: true,
        describe: 'Test images to run at most (default 200, or those of --passes)',
      })
      .option('exercise', {
        type: 'boolean',
        default: true,
        describe: 'Show images and count spikes; --no-exercise writes a network without counts, at once',
      })
      .option('seed', {
        type: 'number',
        requiresArg: true,
        describe: 'Seed of random input spikes (default 1, or NMAP_SEED)',
      })
      .option('spikes', {
        type: 'string',
        requiresArg: true,
        describe:
          'With --calibrate: write the input spikes of those images to this file, for nmap simulate --mode lif --spikes. Of a network: recorded spikes that give the counts, [POPULATION=]FILE; may be given again',
      })
      .option('write-labels', {
        type: 'string',
        requiresArg: true,
        describe: 'Write the labels of those images to this file, for nmap simulate --mode lif --labels',
      })
      .option('to', {
        choices: WRITTEN_FORMATS,
        requiresArg: true,
        describe:
          'What the network is written as (default: by the ending: .nir is NIR, .csv and .tsv are edge lists, else nmap-network)',
      })
      .example(
        '$0 convert lenet.onnx net.json --calibrate mnist.npz --scale 1/255',
        'Then: nmap place net.json --hw loihi',
      )
      .example('$0 convert cnn.nir net.json', 'A network of another tool')
      .example(
        '$0 convert m.h5 net.json --calibrate d.npz --passes "normalise/percentile(p=99); start/half; quantise"',
        'Other passes',
      ),
  run: async (args, io) => {
    const faults: string[] = [];
    const trained = args['calibrate'] !== undefined;
    const spikes = spikeFilesOf(args['spikes']);
    if (trained && spikes.length > 1) faults.push('--spikes is written once: name one file.');
    const request = {
      input: args['in'] as string,
      output: args['out'] as string,
      to: (args['to'] ?? null) as WrittenFormat | null,
      data: dataRequest(args, faults),
      model: modelRequest(args, faults),
      calibrate: (args['calibrate'] ?? null) as string | null,
      test: (args['test'] ?? null) as string | null,
      testLabels: (args['test-labels'] ?? null) as string | null,
      passes: (args['passes'] ?? null) as string | null,
      steps: integerOption('steps', args['steps'], 1, faults),
      images: integerOption('images', args['images'], 1, faults),
      seed: integerOption('seed', args['seed'], 0, faults) ?? seedOf(io.env['NMAP_SEED'], faults),
      spikes: trained ? (spikes[0] ?? null) : null,
      exercise: args['exercise'] as boolean,
      writeLabels: (args['write-labels'] ?? null) as string | null,
    };
    for (const name of ['images', 'spikes', 'write-labels']) {
      if (!request.exercise && args[name] !== undefined)
        faults.push(`--${name} is of the images that are shown: leave out --no-exercise.`);
    }
    for (const name of TRAINED_ONLY) {
      if (!trained && args[name] !== undefined)
        faults.push(`--${name} belongs to a trained model, which needs --calibrate DATA.`);
    }
    const formatWrong = formatFault((args['from'] ?? null) as string | null, false);
    if (formatWrong !== null) faults.push(formatWrong);
    if (trained && (args['from'] !== undefined || args['lenient'] === true))
      faults.push('--from and --lenient belong to a network, a trained model is recognised by its content.');
    if (request.testLabels !== null && request.test === null) faults.push('--test-labels goes with --test.');
    faults.push(
      ...sameFiles({
        'the network': request.output,
        '--spikes': request.spikes,
        '--write-labels': request.writeLabels,
      }),
    );
    if (faults.length > 0)
      return usageOutcome(faults.map((fault) => usageDiagnostic(fault, 'See nmap convert --help.')));
    if (request.calibrate === null) {
      const { convertNetwork } = await import('../jobs/convert-network-job.ts');
      const { diagnostics, metrics } = await convertNetwork({
        ...request,
        reading: {
          format: args['from'] as NetworkFormat | undefined,
          lenient: args['lenient'] as boolean,
          spikes,
        },
      });
      return { exit: EXIT.ok, diagnostics, metrics };
    }
    const { json, quiet } = loudness(args);
    const { convertModel } = await import('../jobs/convert-model-job.ts');
    const { progressView } = await import('../output/progress.ts');
    const { renderConversion, renderTrained } = await import('../output/conversion.ts');
    const view = progressView(io, quiet);
    const made = await convertModel(
      { ...request, calibrate: request.calibrate },
      {
        onProgress: view.update,
        // The accuracy of the trained model comes first: wrong preprocessing shows there.
        onTrained: (trained) => {
          if (!quiet && !json) io.err(renderTrained(trained, io.columns.err));
        },
      },
    ).finally(view.end);
    if (!quiet && !json) io.err(renderConversion(made, io.columns.err));
    return { exit: EXIT.ok, diagnostics: made.diagnostics, metrics: made.metrics, details: made.details };
  },
};

/** Of files to be written, those that are one and the same. */
function sameFiles(files: Readonly<Record<string, string | null>>): string[] {
  const whatOf = new Map<string, string>();
  return Object.entries(files).flatMap(([what, file]) => {
    if (file === null) return [];
    const before = whatOf.get(resolve(file));
    whatOf.set(resolve(file), what);
    return before === undefined ? [] : [`${what} and ${before} are both to be written to ${file}.`];
  });
}
