import type { Diagnostic, NetworkSpec, Target } from '@nmap/ir';
import { weightBitsOf, weightScales, type WeightScale } from './weight-scale.ts';

/** So many projections are named with their errors. */
const NAMED = 3;

/** W6207: weights that the bits of the chip do not hold exactly, the worst projections by name; null where all are held. */
export function checkWeights(spec: NetworkSpec, target: Target): Diagnostic | null {
  const bits = weightBitsOf(target);
  if (bits === null) return null;
  const scales = weightScales(spec, bits);
  const inexact = scales.filter(({ maxError }) => maxError > 0);
  if (inexact.length === 0) return null;
  const worst = [...inexact].sort((a, b) => share(b) - share(a) || a.projection - b.projection);
  const named = worst.slice(0, NAMED).map(inWords).join('; ');
  const more = inexact.length > NAMED ? `; and ${inexact.length - NAMED} more` : '';
  return {
    code: 'W6207',
    severity: 'warning',
    where: spec.name,
    message:
      `${inexact.length} of ${scales.length} projections have weights that ${bits} ${bits === 1 ? 'bit does' : 'bits do'} ` +
      `not hold exactly: ${named}${more}.`,
    have: bits,
    need: inexact.length,
    unit: 'projections',
    hint: 'A placement does not depend on weights. place --tables writes what is stored, with the error of every projection.',
  };
}

/** Root-mean-square error against the largest weight. */
function share({ rmsError, largest }: WeightScale): number {
  return rmsError / largest;
}

function inWords({ projection, from, to, maxError, rmsError, largest }: WeightScale): string {
  return (
    `projections[${projection}] (${from} -> ${to}) by up to ${short(maxError)}, RMS ${short(rmsError)}, ` +
    `where the largest is ${short(largest)}`
  );
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
