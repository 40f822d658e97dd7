import { DiagnosticList, NmapError, type Diagnostic, type Target, type Wording } from '@nmap/ir';
import { buildTarget } from './build-target.ts';
import { checkLayout } from './check-layout.ts';
import { checkKeys, wordingOf, type FileFault } from './check-keys.ts';
import { checkRules } from './check-rules.ts';
import { foreignYaml } from './foreign-yaml.ts';
import { hardwareMeaning } from './hardware-meaning.ts';
import { repaired, type Repaired } from './repair.ts';
import { hardwareOf, type TranslatedHardware } from './sana-fe/hardware-of.ts';
import { isArchitecture } from './sana-fe/is-architecture.ts';
import { parseYamlSource, type Refuse, type YamlPath, type YamlSource } from './yaml-source.ts';

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
 * Reads a hardware file, ours or an architecture of SANA-FE: YAML text -> `Target`.
 * Throws `NmapError('input')` with every error found in one round, each with `where` =
 * `file:line:column` and, for a misspelt key, the nearest valid one. Returns the warnings.
 */
export function readHardware(text: string, fileName: string): ReadHardware {
  const source = parseYamlSource(text, fileName, refuseOthers);
  return isArchitecture(source.value)
    ? readTranslated(hardwareOf(source), source, fileName)
    : readValue(source.value, { source, fileName, spoilt: source.spoilt, origin: (path) => path });
}

interface Reading {
  readonly source: YamlSource;
  readonly fileName: string;
  /** Paths of values that were refused already. */
  readonly spoilt: ReadonlySet<string>;
  /** Where in the file a value comes from. */
  readonly origin: (path: YamlPath) => YamlPath;
}

function readValue(value: unknown, { source, fileName, spoilt, origin }: Reading): ReadHardware {
  const keys = checkKeys(value, spoilt);
  const judged: Repaired | null =
    keys.file === null
      ? repaired(value, keys.wrong, keys.unknown)
      : { file: keys.file, broken: new Set<string>() };
  const faults = [...(keys.file === null ? keys.faults : [])];
  if (judged !== null) faults.push(...checkRules(judged.file, judged.broken));
  const target = judged !== null && isLaidOut(judged, faults) ? buildTarget(judged.file) : null;
  if (target !== null) faults.push(...checkLayout(target).map(atFaults));

  const leftOut = keys.file === null ? keys.leftOut : new Map<string, number>();
  const inFile = faults.map((fault) => ({ ...fault, path: origin(fault.path) }));
  const diagnostics = placed(inFile, leftOut, source, fileName);
  if (keys.file === null || target === null || diagnostics.some(({ severity }) => severity === 'error'))
    throw new NmapError('input', diagnostics);
  return { target, diagnostics, sha256: hardwareMeaning(keys.file, target) };
}

/** A chip of another tool: what was said in translating it comes first, what the other does not say last. */
function readTranslated(
  { value, faults, unread, origin }: TranslatedHardware,
  source: YamlSource,
  fileName: string,
): ReadHardware {
  const said = placed(faults, new Map(), source, fileName);
  if (value === null || said.some(({ severity }) => severity === 'error')) throw new NmapError('input', said);
  const read = readValue(value, { source, fileName, spoilt: new Set(), origin });
  const diagnostics = [...said, ...read.diagnostics, unlimited(fileName)];
  if (unread.length > 0) diagnostics.push(leftUnread(unread, fileName));
  return { ...read, diagnostics };
}

function unlimited(where: string): Diagnostic {
  return {
    code: 'W1390',
    severity: 'note',
    where,
    message:
      'an architecture of SANA-FE limits neurons alone: none is assumed for synapses, their memory, fan-in, axons, fan-out, delays and routing.',
    hint: 'Write the chip out with "nmap hw show FILE > chip.yaml", and add what is known of it.',
  };
}

function leftUnread(unread: readonly string[], where: string): Diagnostic {
  return {
    code: 'W1394',
    severity: 'note',
    where,
    message: `read and not kept: ${unread.join('; ')}.`,
    hint: 'No limit and no price of a placement depends on it here.',
  };
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
