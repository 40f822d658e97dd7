import { availableParallelism } from 'node:os';
import { EXIT } from '../exit-codes.ts';
import { usageOutcome } from '../outcome.ts';
import { usageDiagnostic } from '../usage-fault.ts';
import { loudness, type Command } from './command.ts';
import { dataOptions, dataRequest, modelOptions, modelRequest } from './data-options.ts';
import { integerOption, seedOf } from './numbers-of.ts';
import { peerOption } from './peer-option.ts';

export const deploy: Command = {
  usage: 'deploy <model>',
  summary:
    'Search how a trained model costs least on a chip: techniques, steps, spreading; accuracy, energy and time',
  build: (yargs) =>
    modelOptions(dataOptions(yargs))
      .positional('model', {
        type: 'string',
        demandOption: true,
        describe: 'Trained model (.onnx, .h5, model.json)',
      })
      .option('data', {
        type: 'string',
        requiresArg: true,
        demandOption: true,
        describe: 'Labelled images (.npz, .npy, IDX, CSV), none that the model was trained on',
      })
      .option('hw', {
        type: 'string',
        requiresArg: true,
        demandOption: true,
        describe: 'Hardware: a preset (nmap hw list) or a YAML file',
      })
      .option('output', {
        alias: 'o',
        type: 'string',
        requiresArg: true,
        demandOption: true,
        describe:
          'Folder for the chosen network and manifest, every rung of the ladder, deploy.json and deploy.md',
      })
      .option('tolerance', {
        type: 'number',
        requiresArg: true,
        default: 1,
        describe: 'Points of accuracy that may be lost against the trained model',
      })
      .option('images', {
        type: 'number',
        requiresArg: true,
        describe: 'Images that choices are made on (default 500; as many others judge the result)',
      })
      .option('replay', {
        type: 'number',
        requiresArg: true,
        describe: 'Images that are replayed on the chip for energy and time (default 20)',
      })
      .option('preset', {
        type: 'string',
        requiresArg: true,
        default: 'default',
        describe: 'How the ladder and the result are placed (the search places in order, along a curve)',
      })
      .option('maxpool', {
        choices: ['average'] as const,
        requiresArg: true,
        describe: 'Replace max pooling, which has no spiking form: another network, look at the accuracy',
      })
      .option('peer', {
        type: 'string',
        requiresArg: true,
        describe:
          'A device to compare with: "name=NCS2,watts=1.4,latencyMs=2.2,accuracy=0.98"; nothing is guessed',
      })
      .option('seed', {
        type: 'number',
        requiresArg: true,
        describe: 'Seed of placing (default 1, or NMAP_SEED)',
      })
      .option('threads', {
        type: 'number',
        requiresArg: true,
        describe: 'At most this many threads; never changes the result',
      })
      .example(
        '$0 deploy lenet.onnx --data test.npz --scale 1/255 --hw loihi -o lenet-on-loihi',
        'Within one point',
      ),
  run: async (args, io) => {
    const faults: string[] = [];
    const request = {
      model: args['model'] as string,
      data: args['data'] as string,
      read: dataRequest(args, faults),
      reading: modelRequest(args, faults),
      hardware: args['hw'] as string,
      output: args['output'] as string,
      tolerance: args['tolerance'] as number,
      images: integerOption('images', args['images'], 1, faults) ?? 500,
      replayed: integerOption('replay', args['replay'], 1, faults) ?? 20,
      preset: args['preset'] as string,
      replacesMaxPool: args['maxpool'] === 'average',
      peer: peerOption((args['peer'] ?? null) as string | null, faults),
      seed: integerOption('seed', args['seed'], 0, faults) ?? seedOf(io.env['NMAP_SEED'], faults),
      threads: integerOption('threads', args['threads'], 1, faults) ?? availableParallelism(),
    };
    if (!(request.tolerance >= 0 && request.tolerance <= 100))
      faults.push(`--tolerance takes points of accuracy from 0 to 100, got ${request.tolerance}.`);
    if (faults.length > 0)
      return usageOutcome(faults.map((fault) => usageDiagnostic(fault, 'See nmap deploy --help.')));
    const { json, quiet } = loudness(args);
    const { runDeployment } = await import('../jobs/deploy-job.ts');
    const made = await runDeployment(request, {
      onTry: (what) => {
        if (!quiet && !json) io.err(`${what}\n`);
      },
    });
    if (!json) {
      const { renderDeployment } = await import('../output/deployment.ts');
      await io.out(renderDeployment(made, io.columns.out));
    }
    return {
      exit: made.deployment.chosen === null ? EXIT.notFound : EXIT.ok,
      diagnostics: made.diagnostics,
      metrics: made.report,
      details: { output: request.output, seed: request.seed },
    };
  },
};
