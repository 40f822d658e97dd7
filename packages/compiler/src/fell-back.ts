import type { Diagnostic } from '@nmap/ir';

/** A run that fell back is no run of its mapper: whoever compares mappers counts it as that mapper's failure. */
export function fellBackWarning(pass: string, maker: string): Diagnostic {
  return {
    code: 'W6310',
    severity: 'warning',
    where: pass,
    message: `its own rule ended without a result: ${maker} made this stage, so its numbers are not those of ${pass}.`,
    hint: 'Count it as a failure of that mapper; more or larger cores, another seed or another partitioner may help.',
  };
}
