import { NmapError } from '@nmap/ir';
import { isLowerPass } from '../lower-pass.ts';
import type { AnyPass } from '../pass.ts';
import type { GrainName } from './grain.ts';

/** @throws NmapError (input) where a pipeline begins with a `lower` that says something else. */
export function checkGrain(asked: GrainName, passes: readonly AnyPass[]): void {
  const lowering = passes.find(isLowerPass);
  if (asked === 'auto' || lowering === undefined) return;
  const { grain } = lowering.choice;
  if (grain === asked) return;
  throw new NmapError('input', [
    {
      code: 'E1408',
      severity: 'error',
      where: `pipeline, pass ${passes.indexOf(lowering) + 1} (lower)`,
      message: `says grain=${grain}, and --grain is ${asked}.`,
      have: grain,
      need: asked,
      hint: 'Keep one of them.',
    },
  ]);
}
