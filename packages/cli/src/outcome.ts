import { NmapError, type Diagnostic } from '@nmap/ir/errors';
import type { DnnError } from '@nmap/dnn';
import type { ManifestError } from '@nmap/manifest';
import { EXIT, exitCodeOf } from './exit-codes.ts';

/** What every command ends with; `--json` prints it as the one object on stdout. */
export interface Outcome {
  readonly exit: number;
  readonly diagnostics: readonly Diagnostic[];
  readonly metrics: Readonly<Record<string, unknown>>;
  /** Anything else the JSON report carries, e.g. the passes with their times. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Data that stdout did not take. */
export function unwritten({ code, message }: NodeJS.ErrnoException): Outcome {
  const reason = code === 'ENOSPC' ? 'no space left on the disk' : (code ?? message);
  const diagnostic: Diagnostic = {
    code: 'E1505',
    severity: 'error',
    where: 'standard output',
    message: `cannot be written: ${reason}.`,
    hint: 'What was written there is not complete.',
  };
  return { exit: EXIT.input, diagnostics: [diagnostic], metrics: {} };
}

/** A command line that cannot be meant. */
export function usageOutcome(diagnostics: readonly Diagnostic[]): Outcome {
  return { exit: EXIT.input, diagnostics, metrics: {} };
}

export function outcomeToJson({ exit, diagnostics, metrics, details }: Outcome): string {
  const rows = diagnostics.map(({ code, severity, where, message, have, need, unit, hint }) => {
    return {
      code,
      severity,
      where,
      message,
      have: finite(have),
      need: finite(need),
      unit: unit ?? null,
      hint: hint ?? null,
    };
  });
  const report = { ok: exit === EXIT.ok, exit, diagnostics: rows, metrics, ...details };
  return `${JSON.stringify(report, columnsAsLists, 2)}\n`;
}

/** JSON has no infinity: as a word it is still said. */
function finite(value: number | string | undefined): number | string | null {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : (value ?? null);
}

/** A typed array is a list to whoever reads the report. */
function columnsAsLists(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
}

/** No stack trace ever reaches a user: what is not an NmapError is an i/o fault or a bug, and says so. */
export function outcomeOfError(error: unknown): Outcome {
  if (error instanceof NmapError)
    return { exit: exitCodeOf(error.kind), diagnostics: error.diagnostics, metrics: {} };
  if (isManifestError(error)) {
    // A readable manifest that says something impossible is an illegal placement, not an unreadable file.
    const impossible = error.issues.every(({ kind }) => kind === 'content');
    return {
      exit: impossible ? EXIT.illegal : EXIT.input,
      diagnostics: manifestDiagnostics(error),
      metrics: {},
    };
  }
  if (isDnnError(error)) {
    const rows = error.faults.map((fault) => ({ severity: 'error' as const, ...fault }));
    return { exit: EXIT.input, diagnostics: rows, metrics: {} };
  }
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return outOfMemory();
  if (typeof code === 'string' && typeof syscall === 'string') {
    const diagnostic: Diagnostic = {
      code: 'E1501',
      severity: 'error',
      where: path ?? syscall,
      message: `${syscall} failed: ${code}.`,
      hint: 'Check that the path exists and that you may use it.',
    };
    return { exit: EXIT.input, diagnostics: [diagnostic], metrics: {} };
  }
  const message = error instanceof Error ? error.message : String(error);
  const diagnostic: Diagnostic = {
    code: 'E5003',
    severity: 'error',
    where: 'nmap',
    message: `unexpected failure: ${message}`,
    hint: 'This is a bug in nmap: please report it with the command line. NMAP_DEBUG=1 prints the stack.',
  };
  return { exit: EXIT.internal, diagnostics: [diagnostic], metrics: {} };
}

function outOfMemory(): Outcome {
  const diagnostic: Diagnostic = {
    code: 'E3002',
    severity: 'error',
    where: 'nmap',
    message: 'the memory of this process did not suffice.',
    hint: 'Try --preset fast, one thread (--threads 1), or a part of the network.',
  };
  return { exit: EXIT.notFound, diagnostics: [diagnostic], metrics: {} };
}

/** By name, not by class: loading the manifest's schema only to ask would slow every start. */
function isManifestError(error: unknown): error is ManifestError {
  return error instanceof Error && error.name === 'ManifestError';
}

/** By name, likewise. */
function isDnnError(error: unknown): error is DnnError {
  return error instanceof Error && error.name === 'DnnError';
}

/** Not readable as a manifest; readable and impossible; an output of any kind that cannot be written. */
const CODE_OF_ISSUE = { form: 'E1504', content: 'E4120', output: 'E1506' } as const;

function manifestDiagnostics({ fileName, issues }: ManifestError): Diagnostic[] {
  return issues.map(({ path, line, column, kind, message }) => ({
    code: CODE_OF_ISSUE[kind],
    severity: 'error',
    where: line === undefined ? fileName : `${fileName}:${line}:${column ?? 1}`,
    message: `${path === '' ? '' : `${path}: `}${message}${/[.!?]$/.test(message) ? '' : '.'}`,
  }));
}
