import { NmapError } from '@nmap/ir';

/** A name on the command line that names nothing. */
export function unknownWord(kind: string, word: string, hint: string): NmapError {
  return new NmapError('input', [
    {
      code: 'E1403',
      severity: 'error',
      where: `${kind} "${word}"`,
      message: `there is no such ${kind}.`,
      hint,
    },
  ]);
}
