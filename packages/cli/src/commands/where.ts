import { EXIT } from '../exit-codes.ts';
import { usageOutcome } from '../outcome.ts';
import { usageDiagnostic } from '../usage-fault.ts';
import { integerOption } from './numbers-of.ts';
import { loudness, type Command } from './command.ts';

export const where: Command = {
  usage: 'where [neuron] [manifest]',
  summary: 'Which core of a placement holds a neuron; with --core, which neurons a core holds',
  build: (yargs) =>
    yargs
      .positional('neuron', {
        type: 'string',
        describe: 'h[12], h[0..49], conv[3, 0..7, 4], a population, or the label of a node; not with --core',
      })
      .positional('manifest', { type: 'string', describe: 'Placement manifest' })
      .option('core', { type: 'number', requiresArg: true, describe: 'Number of a core' })
      .example('$0 where "h[12]" placement.json', 'The core of one neuron')
      .example('$0 where h placement.json', 'All cores of a population')
      .example('$0 where --core 12 placement.json', 'What is on core 12'),
  run: async (args, io) => {
    const asked = readRequest(args);
    if ('exit' in asked) return asked;
    const { readManifest } = await import('@nmap/manifest');
    const { namedOf } = await import('../jobs/named-of.ts');
    const { whereCore, whereNeurons } = await import('../jobs/where-job.ts');
    const manifest = await readManifest(asked.manifest);
    const found =
      asked.core === null ? whereNeurons(asked.neuron, manifest) : whereCore(asked.core, manifest);
    if (!loudness(args).json) {
      const { renderFound } = await import('../output/where.ts');
      await io.out(renderFound(found, io.columns.out));
    }
    return { exit: EXIT.ok, diagnostics: [], metrics: {}, details: { ...namedOf(manifest), where: found } };
  },
};

type Request =
  | { readonly manifest: string; readonly core: null; readonly neuron: string }
  | { readonly manifest: string; readonly core: number };

function readRequest(args: Record<string, unknown>): Request | ReturnType<typeof usageOutcome> {
  const faults: string[] = [];
  const core = integerOption('core', args['core'], 0, faults);
  const [first, second] = [args['neuron'], args['manifest']] as (string | undefined)[];
  if (faults.length === 0) {
    if (core !== null && second !== undefined)
      faults.push(`--core ${core} and the neuron "${first}" exclude each other.`);
    else if (core !== null && first !== undefined) return { manifest: first, core };
    else if (core === null && first !== undefined && second !== undefined)
      return { manifest: second, core, neuron: first };
    else
      faults.push(
        core === null ? 'nmap where needs a neuron and a manifest.' : 'nmap where --core needs a manifest.',
      );
  }
  return usageOutcome(
    faults.map((fault) =>
      usageDiagnostic(
        fault,
        'Write nmap where "h[12]" placement.json, or nmap where --core 12 placement.json.',
      ),
    ),
  );
}
