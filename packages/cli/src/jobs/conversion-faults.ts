import type { Diagnostic } from '@nmap/ir';

/** What of a network with input as current cannot be replayed from files. */
export const HOST_CURRENT: Diagnostic = {
  code: 'W1782',
  severity: 'note',
  where: 'input/current',
  message:
    'the host feeds the first layers with a current for each image, which is in no file: nmap place and nmap simulate count ' +
    'the spikes that were exercised; nmap simulate --mode lif cannot replay the images.',
  hint: 'Convert with input/spikes and --spikes FILE to replay them.',
};

export const noSpikes = (file: string): Diagnostic => ({
  code: 'E1783',
  severity: 'error',
  where: '--spikes',
  message: `${file} would be empty: with input/current no neuron stands for a pixel.`,
  hint: 'Leave --spikes out, or convert with input/spikes.',
});

export const noLabels = (file: string): Diagnostic => ({
  code: 'E1786',
  severity: 'error',
  where: '--write-labels',
  message: `${file} would be empty: the images have no labels.`,
  hint: 'Give --labels, or --test-labels, or leave --write-labels out.',
});

export const notExercised = (pass: string): Diagnostic => ({
  code: 'E1778',
  severity: 'error',
  where: '--passes',
  message: `${pass} shows images, and --no-exercise shows none: no spike would be counted.`,
  hint: 'Leave one of the two out. --steps N gives the length of a presentation without images.',
});
