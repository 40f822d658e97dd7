import { NmapError, grouped } from '@nmap/ir';

/** Refuses what would make a file that nobody's tool reads. @throws NmapError (input) */
export function checkSize(format: string, have: number, most: number, unit: string): void {
  if (have <= most) return;
  throw new NmapError('input', [
    {
      code: 'E1881',
      severity: 'error',
      where: `--to ${format}`,
      message: `the placement has ${grouped(have)} ${unit}, and a file of this format holds at most ${grouped(most)}.`,
      have,
      need: most,
      unit,
      hint: 'Take --to csv, which writes ranges, or the manifest itself.',
    },
  ]);
}
