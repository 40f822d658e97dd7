import { longShards, shellWord, type ScriptRequest } from './script-request.ts';

const DEFAULT_CPUS = 4;
/** What a task takes beside its runs: starting, reading, runs that end a little late. */
const SLACK = 1.5;

/** An array job for `sbatch`: each task makes one part, in the folder that the study is in. */
export function slurmScript(request: ScriptRequest): string {
  const { program, planFile, output, plan, runs } = request;
  const cpus = request.jobs ?? DEFAULT_CPUS;
  const shards = longShards(request, cpus);
  const [planWord, outputWord] = [shellWord(planFile), shellWord(output)];
  const time = timeOf(plan.timeLimitS, Math.ceil(runs / shards), cpus);
  return `#!/bin/bash
#SBATCH --job-name=${jobName(plan.name)}
#SBATCH --array=1-${shards}
#SBATCH --cpus-per-task=${cpus}
#SBATCH --requeue
${time === null ? '' : `#SBATCH --time=${time}\n`}#
# ${runs} runs in ${shards} parts. Submit it from the folder that the paths below begin in; when all tasks have ended, this sums up
# (and makes what is missing):
#   ${program} compare ${planWord} -o ${outputWord}
# A task that was killed or requeued goes on where it was: what has ended is a file in ${outputWord}/runs.
set -euo pipefail
cd "\${SLURM_SUBMIT_DIR:-.}"
exec ${program} compare ${planWord} --shard "\${SLURM_ARRAY_TASK_ID}/${shards}" --jobs "\${SLURM_CPUS_PER_TASK:-1}" -o ${outputWord} --quiet
`;
}

/** Minutes; null where nothing limits a run. */
function timeOf(timeLimitS: number | null, runs: number, cpus: number): string | null {
  if (timeLimitS === null) return null;
  return String(Math.ceil((SLACK * Math.ceil(runs / cpus) * timeLimitS) / 60) + 5);
}

function jobName(name: string): string {
  return `nmap-${name.replace(/[^\w.-]+/g, '-').slice(0, 60)}`;
}
