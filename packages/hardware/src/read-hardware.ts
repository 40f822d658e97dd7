import { NmapError, type Diagnostic, type Target } from '@nmap/ir';
import { buildTarget } from './build-target.ts';
import { checkLayout } from './check-layout.ts';
import { checkKeys, toDiagnostic, type FileFault } from './check-keys.ts';
import { checkRules } from './check-rules.ts';
import { foreignYaml } from './foreign-yaml.ts';
import { hardwareMeaning } from './hardware-meaning.ts';
import { repaired, type Repaired } from './repair.ts';
import { MOST_LISTED, unlistedNote } from './unlisted.ts';
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
  const keys = checkKeys(source.value, source.spoilt, MOST_LISTED);
  const judged: Repaired | null =
    keys.file === null
      ? repaired(source.value, keys.wrong, keys.unknown)
      : { file: keys.file, broken: new Set<string>() };
  const faults = [...(keys.file === null ? keys.faults : [])];
  if (judged !== null) faults.push(...checkRules(judged.file, judged.broken));
  const unlisted = keys.file === null ? keys.unlisted : 0;
  const target = judged !== null && isLaidOut(judged, faults) ? buildTarget(judged.file) : null;
  if (target !== null) faults.push(...checkLayout(target).map(atFaults));

  const diagnostics = placed(faults, unlisted, source, fileName);
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
function atFaults({ where, message, ...rest }: Diagnostic): FileFault {
  const path = where.startsWith('class ') ? ['coreClasses'] : ['faults'];
  return { ...rest, path, onKey: true, message: `${where}: ${message}` };
}

/** Faults with their places, in the order of the file; beyond a limit they are only counted. */
function placed(
  faults: readonly FileFault[],
  unlisted: number,
  source: YamlSource,
  fileName: string,
): Diagnostic[] {
  const listed = [...source.faults, ...faults.slice(0, MOST_LISTED).map((fault) => place(fault, source))];
  const inOrder = inFileOrder(listed);
  const kept = inOrder.slice(0, MOST_LISTED);
  const left =
    inOrder.length - kept.length + Math.max(0, faults.length - MOST_LISTED) + unlisted + source.unlisted;
  const more = unlistedNote(left, kept.at(-1)?.where ?? `${fileName}:1:1`);
  return more === null ? kept : [...kept, more];
}

function place(fault: FileFault, source: YamlSource): Diagnostic {
  return toDiagnostic(fault, fault.onKey === true ? source.whereKey(fault.path) : source.where(fault.path));
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
