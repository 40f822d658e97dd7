import type { Stats } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyManifest } from '@nmap/compiler';
import { exportFormat, exportPlacement, type ExportFormat } from '@nmap/exports';
import { NmapError, type Diagnostic } from '@nmap/ir';
import { checkOutput, writeFileAtomically, type Manifest } from '@nmap/manifest';
import { fileOfSpikes } from '../spike-files.ts';
import { loadForManifest } from './load-for-manifest.ts';

export interface ExportRequest {
  readonly manifest: string;
  readonly network: string;
  readonly hardware: string;
  /** What the network file is; null = recognised by its content. */
  readonly from: string | null;
  readonly lenient: boolean;
  /** Files of recorded spikes that it was placed with, `[POPULATION=]FILE`. */
  readonly counts: readonly string[];
  readonly to: ExportFormat;
  /** A file, or a folder where the format is several files. */
  readonly output: string;
}

export interface ExportOutcome {
  readonly manifest: Manifest;
  /** Paths of the files. */
  readonly written: readonly string[];
  /** The command of the other tool that reads the files; null where none is known. */
  readonly next: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Writes only what is legal: an illegal manifest ends as `verify` would end it, and nothing is written. */
export async function exportManifest(request: ExportRequest): Promise<ExportOutcome> {
  const { output, to } = request;
  const { files } = exportFormat(to);
  const inputs = [request.manifest, request.network, request.hardware, ...request.counts.map(fileOfSpikes)];
  if (files === null) await checkOutput(output, inputs);
  else await checkFolder(output, to, files, inputs);
  const loaded = await loadForManifest(request.manifest, request.network, request.hardware, request);
  const faults = verifyManifest(loaded).filter(({ severity }) => severity === 'error');
  if (faults.length > 0) throw new NmapError('verification', faults);
  const exported = await exportPlacement(loaded, to);
  if (files !== null) await mkdir(output, { recursive: true });
  const written: string[] = [];
  for (const { name, pieces } of exported.files) {
    const path = name === null ? output : join(output, name);
    await writeFileAtomically(path, pieces());
    written.push(path);
  }
  return {
    manifest: loaded.manifest,
    written,
    next: exported.next ?? null,
    diagnostics: [...loaded.diagnostics, ...exported.diagnostics],
  };
}

/** A folder that is there, or can be made in one that is; its files are no inputs. */
async function checkFolder(
  path: string,
  to: string,
  files: readonly string[],
  inputs: readonly string[],
): Promise<void> {
  const stats = await statOrNull(path);
  if (stats === null) {
    // As if it were a file: the folder above must be there, and take one more.
    await checkOutput(path, []);
    return;
  }
  if (!stats.isDirectory()) {
    throw new NmapError('input', [
      {
        code: 'E1882',
        severity: 'error',
        where: path,
        message: `is a file, and --to ${to} writes ${files.length} files: ${files.join(', ')}.`,
        hint: 'Name a folder: it is made where there is none.',
      },
    ]);
  }
  for (const name of files) await checkOutput(join(path, name), inputs);
}

async function statOrNull(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
