import type { Plan } from '../plan/plan.ts';

/** What a script for other machines is made of. */
export interface ScriptRequest {
  /** The program as it is called: `nmap`. */
  readonly program: string;
  /** The plan's file. */
  readonly planFile: string;
  readonly output: string;
  readonly plan: Plan;
  /** Runs of the study. */
  readonly runs: number;
  /** Problems: all mappers of one stay together. */
  readonly problems: number;
  /** Parts; null = as fits the kind of script. */
  readonly shards: number | null;
  /** Cores of one part; null = as fits the kind of script. */
  readonly jobs: number | null;
}

/** A job of a cluster should take about half an hour: shorter ones wait longer in its queue than they run. */
const JOB_MS = 30 * 60 * 1000;

/** Parts of about half an hour where the time limit tells how long runs may take, else a few. */
export function longShards({ shards, runs, problems, plan }: ScriptRequest, jobs: number): number {
  if (shards !== null) return shards;
  const most = Math.max(1, problems);
  if (plan.timeLimitS === null) return Math.min(most, 16);
  return Math.min(most, Math.max(1, Math.ceil((runs * plan.timeLimitS * 1000) / jobs / JOB_MS)));
}

/** A word as every POSIX shell reads it back. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
