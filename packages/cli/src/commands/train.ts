import { EXIT } from '../exit-codes.ts';
import { usageOutcome } from '../outcome.ts';
import { usageDiagnostic } from '../usage-fault.ts';
import { loudness, type Command } from './command.ts';
import { dataOptions, dataRequest, modelOptions, modelRequest } from './data-options.ts';
import { integerOption, seedOf } from './numbers-of.ts';

export const train: Command = {
  usage: 'train <model>',
  summary: 'Train a built-in network, or fine-tune a model, for fewer spikes; written as ONNX',
  build: (yargs) =>
    modelOptions(dataOptions(yargs))
      .positional('model', {
        type: 'string',
        demandOption: true,
        describe: 'mlp, lenet5, cnn3, vgg-small, resnet-small, or a trained model to fine-tune',
      })
      .option('data', {
        type: 'string',
        requiresArg: true,
        demandOption: true,
        describe: 'Labelled images, or drawn-digits',
      })
      .option('validate', {
        type: 'string',
        requiresArg: true,
        describe: 'Images to judge on (default: the last tenth of --data)',
      })
      .option('validate-labels', { type: 'string', requiresArg: true, describe: 'Labels of --validate' })
      .option('output', {
        alias: 'o',
        type: 'string',
        requiresArg: true,
        demandOption: true,
        describe: 'ONNX file that is written',
      })
      .option('epochs', {
        type: 'number',
        requiresArg: true,
        describe: 'Times that every image is seen (default 5)',
      })
      .option('learning-rate', {
        type: 'number',
        requiresArg: true,
        describe: 'Of the first step (default 0.001, falls to 0)',
      })
      .option('batch', { type: 'number', requiresArg: true, describe: 'Images of a step (default 32)' })
      .option('regularise', {
        type: 'string',
        requiresArg: true,
        describe:
          'What makes activity sparse: "hoyer-square(4e-4)", "l1(1e-4, scale=99.9)", "chip(1e-3)" with --hw (nmap mappers lists them)',
      })
      .option('levels', {
        type: 'number',
        requiresArg: true,
        describe: 'Train with activations of so many levels, so that as few steps suffice',
      })
      .option('hw', {
        type: 'string',
        requiresArg: true,
        describe: 'Chip whose energy the regulariser chip weighs with',
      })
      .option('rounds', {
        type: 'number',
        requiresArg: true,
        describe: 'With --hw: place, train, place again so many times (default 2)',
      })
      .option('teacher', {
        type: 'number',
        requiresArg: true,
        describe: 'Share of the loss that the model before fine-tuning teaches (default 0)',
      })
      .option('seed', {
        type: 'number',
        requiresArg: true,
        describe: 'Seed of weights and order (default 1, or NMAP_SEED)',
      })
      .example(
        '$0 train lenet5 --data drawn-digits -o lenet5.onnx',
        'A first model in a minute, without a file',
      )
      .example(
        '$0 train lenet5.onnx --data d.npz --scale 1/255 --levels 8 --regularise "fan-out(1e-3, scale=99.9)" -o sparse.onnx',
        'Fewer spikes',
      ),
  run: async (args, io) => {
    const faults: string[] = [];
    const number = (name: string, least: number, most: number): number | null => {
      const value = (args[name] ?? null) as number | null;
      if (value !== null && !(value >= least && value <= most))
        faults.push(`--${name} takes a number from ${least} to ${most}, got ${value}.`);
      return value;
    };
    const request = {
      model: args['model'] as string,
      data: args['data'] as string,
      read: dataRequest(args, faults),
      reading: modelRequest(args, faults),
      validate: (args['validate'] ?? null) as string | null,
      validateLabels: (args['validate-labels'] ?? null) as string | null,
      output: args['output'] as string,
      epochs: integerOption('epochs', args['epochs'], 1, faults) ?? 5,
      learningRate: number('learning-rate', 1e-9, 10) ?? 1e-3,
      batch: integerOption('batch', args['batch'], 1, faults) ?? 32,
      regularise: (args['regularise'] ?? '') as string,
      levels: integerOption('levels', args['levels'], 1, faults),
      hardware: (args['hw'] ?? null) as string | null,
      rounds: integerOption('rounds', args['rounds'], 1, faults) ?? 2,
      teacher: number('teacher', 0, 1) ?? 0,
      seed: integerOption('seed', args['seed'], 0, faults) ?? seedOf(io.env['NMAP_SEED'], faults),
    };
    if (request.validateLabels !== null && request.validate === null)
      faults.push('--validate-labels goes with --validate.');
    if (faults.length > 0)
      return usageOutcome(faults.map((fault) => usageDiagnostic(fault, 'See nmap train --help.')));
    const { json, quiet } = loudness(args);
    const { runTraining } = await import('../jobs/train-job.ts');
    const { progressView } = await import('../output/progress.ts');
    const { renderTraining } = await import('../output/training.ts');
    const view = progressView(io, quiet);
    const made = await runTraining(request, view.update).finally(view.end);
    if (!json && !quiet) io.err(renderTraining(made, io.columns.err));
    return { exit: EXIT.ok, diagnostics: made.diagnostics, metrics: made.metrics, details: made.details };
  },
};
