import { DiagnosticList, NmapError, type Diagnostic, type Target, type Wording } from '@nmap/ir';
import { buildTarget } from './build-target.ts';
import { checkLayout } from './check-layout.ts';
import { checkKeys, wordingOf, type FileFault } from './check-keys.ts';
import { checkRules } from './check-rules.ts';
import { foreignYaml } from './foreign-yaml.ts';
import { hardwareMeaning } from './hardware-meaning.ts';
import { repaired, type Repaired } from './repair.ts';
import { parseYamlSource, type Refuse, type YamlSource } from './yaml-source.ts';

export interface ReadHardware {
  readonly target: Target;
  /** Warnings. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of what the file says, in hexadecimal: see {@link hardwareMeaning}. */
  readonly sha256: string;
}

/** Parts that decide how the chip is laid out. */
const LAYOUT = ['topology', 'core', 'coreClasses', 'faults'];

/**
 * Reads a hardware file: YAML text -> `Target`.
 * Throws `NmapError('input')` with every error found in one round, each with `where` =
 * `file:line:column` and, for a misspelt key, the nearest valid one. Returns the warnings.
 */
export function readHardware(text: string, fileName: string): ReadHardware {
  const source = parseYamlSource(text, fileName, refuseOthers);
  const keys = checkKeys(source.value, source.spoilt);
  const judged: Repaired | null =
    keys.file === null
      ? repaired(source.value, keys.wrong, keys.unknown)
      : { file: keys.file, broken: new Set<string>() };
  const faults = [...(keys.file === null ? keys.faults : [])];
  if (judged !== null) faults.push(...checkRules(judged.file, judged.broken));
  const target = judged !== null && isLaidOut(judged, faults) ? buildTarget(judged.file) : null;
  if (target !== null) faults.push(...checkLayout(target).map(atFaults));

  const leftOut = keys.file === null ? keys.leftOut : new Map<string, number>();
  const diagnostics = placed(faults, leftOut, source, fileName);
  if (keys.file === null || target === null || diagnostics.some(({ severity }) => severity === 'error'))
    throw new NmapError('input', diagnostics);
  return { target, diagnostics, sha256: hardwareMeaning(keys.file, target) };
}

/** Of another kind of file one thing is said, not what it lacks to be a chip. */
const refuseOthers: Refuse = (keys, below, format, syntaxFaults) => {
  const foreign = foreignYaml(keys, below, format);
  // What only has mistakes in its syntax may be a chip after all.
  if (foreign === null || (syntaxFaults && foreign.name === '')) return null;
  const kind = foreign.name === '' ? '' : `: it looks like ${foreign.name}`;
  return { code: 'E1023', message: `this is no nmap-hardware file${kind}.`, hint: foreign.hint };
};

/** True where nothing is wrong with what decides the layout. */
function isLaidOut({ broken }: Repaired, faults: readonly FileFault[]): boolean {
  if (LAYOUT.some((part) => broken.has(part))) return false;
  return !faults.some(
    ({ path, severity = 'error' }) => severity === 'error' && LAYOUT.includes(String(path[0])),
  );
}

/** What is wrong with cores and links goes to the part of the file that causes it. */
function atFaults({ where, message, severity, ...rest }: Diagnostic): FileFault {
  const path = where.startsWith('class ') ? ['coreClasses'] : ['faults'];
  return {
    ...rest,
    severity: severity === 'error' ? severity : 'warning',
    path,
    onKey: true,
    message: `${where}: ${message}`,
  };
}

/** Faults with their places, in the order of the file; then how many there are beyond those that are worded. */
function placed(
  faults: readonly FileFault[],
  leftOut: ReadonlyMap<string, number>,
  source: YamlSource,
  fileName: string,
): Diagnostic[] {
  const list = new DiagnosticList(fileName);
  list.addAll(source.faults);
  for (const fault of faults) {
    // A place is looked up for what is kept alone.
    const word = (): Wording => wordingOf(fault, placeOf(fault, source));
    if (fault.severity === 'warning') list.warning(fault.code, word);
    else list.error(fault.code, word);
  }
  for (const [code, count] of leftOut)
    list.add({ code, severity: 'error', where: fileName, message: '', leftOut: count });
  const all = list.all();
  return [
    ...inFileOrder(all.filter((one) => one.leftOut === undefined)),
    ...all.filter((one) => one.leftOut !== undefined),
  ];
}

function placeOf(fault: FileFault, source: YamlSource): string {
  return fault.onKey === true ? source.whereKey(fault.path) : source.where(fault.path);
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
