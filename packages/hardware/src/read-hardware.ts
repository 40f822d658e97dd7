import { NmapError, type Diagnostic, type Target } from '@nmap/ir';
import { buildTarget } from './build-target.ts';
import { checkLayout } from './check-layout.ts';
import { checkKeys, toDiagnostic, type FileFault } from './check-keys.ts';
import { checkRules } from './check-rules.ts';
import { parseYamlSource } from './yaml-source.ts';

/**
 * Reads a hardware file: YAML text -> `Target`.
 * Throws `NmapError('input')` with every error found, each with `where` = `file:line:column`
 * and, for a misspelt key, the nearest valid one. Returns the warnings.
 */
export function readHardware(
  text: string,
  fileName: string,
): { readonly target: Target; readonly diagnostics: readonly Diagnostic[] } {
  const source = parseYamlSource(text, fileName);
  const place = (fault: FileFault): Diagnostic =>
    toDiagnostic(fault, fault.onKey === true ? source.whereKey(fault.path) : source.where(fault.path));
  const keys = checkKeys(source.value);
  if (keys.file === null) throw new NmapError('input', inFileOrder(keys.faults.map(place)));
  const rules = checkRules(keys.file).map(place);
  if (rules.some(({ severity }) => severity === 'error')) throw new NmapError('input', inFileOrder(rules));

  const target = buildTarget(keys.file);
  const checks = checkLayout(target).map((diagnostic) => place(atFaults(diagnostic)));
  const diagnostics = inFileOrder([...rules, ...checks]);
  if (checks.some(({ severity }) => severity === 'error')) throw new NmapError('input', diagnostics);
  return { target, diagnostics };
}

/** What is wrong with cores and links goes to the part of the file that causes it. */
function atFaults({ where, message, ...rest }: Diagnostic): FileFault {
  const path = where.startsWith('class ') ? ['coreClasses'] : ['faults'];
  return { ...rest, path, onKey: true, message: `${where}: ${message}` };
}

function inFileOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const position = (where: string): [number, number] => {
    const [line, column] = where.split(':').slice(-2).map(Number);
    return [line, column];
  };
  return [...diagnostics].sort((a, b) => {
    const [lineA, columnA] = position(a.where);
    const [lineB, columnB] = position(b.where);
    return lineA - lineB || columnA - columnB;
  });
}
