import { commandLines } from './commands.ts';
import type { ScriptRequest } from './script-request.ts';
import { slurmScript } from './slurm.ts';
import { snakefile } from './snakemake.ts';

export type ScriptKind = 'slurm' | 'snakemake' | 'commands';

const WRITERS: Readonly<Record<ScriptKind, (request: ScriptRequest) => string>> = {
  slurm: slurmScript,
  snakemake: snakefile,
  commands: commandLines,
};

/** A study for machines that have a scheduler of their own. */
export function emitScript(kind: ScriptKind, request: ScriptRequest): string {
  return WRITERS[kind](request);
}
