import type { Argv } from 'yargs';

/** What `place --spikes` takes beside files: lengthen the window until every rate gives whole spikes. */
export const EXPECTED = 'expected';

/** `--spikes`, for a command that reads a network; it may be given several times. */
export function spikesOption(yargs: Argv, name = 'spikes'): Argv {
  return yargs.option(name, {
    type: 'string',
    requiresArg: true,
    describe:
      'Recorded spikes that give the counts, [POPULATION=]FILE: CSV, .npy, SONATA, NIRGraphData, AEDAT; may be given again for another population',
  });
}

/** The files of such an option, in the order of the line. */
export function spikeFilesOf(value: unknown): readonly string[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly string[]) : [value as string];
}

/** The file in `[POPULATION=]FILE`, as far as the line alone tells. */
export function fileOfSpikes(given: string): string {
  return given.replace(/^[^=/]*=/, '');
}
