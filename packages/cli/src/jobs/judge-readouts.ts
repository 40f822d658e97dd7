import { loadLabels } from '@nmap/compiler';
import { wilson, type ShareInterval } from '@nmap/conversion';
import { largestIndex } from '@nmap/dnn';
import { NmapError, type Diagnostic } from '@nmap/ir';
import type { Readout } from '@nmap/simulator';

/** What the host read of one population of integrators, and what it answered. */
export interface ReadAnswers {
  readonly population: string;
  readonly classes: number;
  /** answers[presentation] = class with the highest potential; of equal ones the first. */
  readonly answers: readonly number[];
  /** Presentations whose label is answered; null without labels. */
  readonly accuracy: ShareInterval | null;
}

/**
 * The answers of each population that is read, and how many of them are right.
 * @param labelsPath one label for each presentation; null = not judged.
 * @throws NmapError (input) where nothing is read, or labels are of another number.
 */
export async function judgeReadouts(
  readouts: readonly Readout[],
  labelsPath: string | null,
): Promise<ReadAnswers[]> {
  const populations = [...new Set(readouts.map(({ population }) => population))];
  if (labelsPath !== null && populations.length === 0)
    throw new NmapError('input', [nothingRead(labelsPath)]);
  const judged: ReadAnswers[] = [];
  for (const population of populations) {
    const own = readouts.filter((readout) => readout.population === population);
    const classes = own[0].potential.length;
    const answers = own.map(({ potential }) => largestIndex(potential));
    const labels = labelsPath === null ? null : await loadLabels(labelsPath, classes);
    if (labels !== null && labels.length !== answers.length)
      throw new NmapError('input', [otherNumber(labelsPath!, labels.length, answers.length)]);
    const accuracy =
      labels === null
        ? null
        : wilson(
            answers.filter((answer, presentation) => answer === labels[presentation]).length,
            answers.length,
          );
    judged.push({ population, classes, answers, accuracy });
  }
  return judged;
}

const nothingRead = (path: string): Diagnostic => ({
  code: 'E1784',
  severity: 'error',
  where: path,
  message:
    'there is nothing to judge: no population of the network is an integrator whose potential a host reads.',
  hint: 'Convert with readout/membrane, which is the default, or leave --labels out.',
});

const otherNumber = (path: string, have: number, need: number): Diagnostic => ({
  code: 'E1785',
  severity: 'error',
  where: path,
  message: `has ${have} labels; ${need} images are shown in the steps that are replayed.`,
  have,
  need,
  unit: 'labels',
  hint: 'nmap convert --write-labels FILE writes those of the images that it shows.',
});
