import { formatDiagnostic, type Diagnostic } from '@nmap/ir/errors';
import { printable } from '@nmap/kernels';
import type { Colors } from './colors.ts';

/** A terminal shows this many; `--json` shows all. */
const SHOWN = 20;

export function renderDiagnostics(diagnostics: readonly Diagnostic[], colors: Colors): string {
  const paint = { error: colors.red, warning: colors.yellow, note: colors.cyan };
  const lines = diagnostics.slice(0, SHOWN).map((diagnostic) => {
    const label = paint[diagnostic.severity](diagnostic.severity);
    // One line each, whatever names and files put into it.
    return `${label} ${printable(formatDiagnostic(diagnostic))}\n`;
  });
  const hidden = diagnostics.length - SHOWN;
  if (hidden > 0) lines.push(`... and ${hidden} more; --json lists them all.\n`);
  return lines.join('');
}
