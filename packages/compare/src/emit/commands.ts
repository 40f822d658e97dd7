import { shellWord, type ScriptRequest } from './script-request.ts';

/** Many small parts balance better over the cores of several machines. */
const MOST_SHARDS = 256;

/** One command a line, for GNU parallel, xargs or a shell: each makes one part. */
export function commandLines({ program, planFile, output, problems, shards, jobs }: ScriptRequest): string {
  const count = shards ?? Math.max(1, Math.min(problems, MOST_SHARDS));
  const command = `${program} compare ${shellWord(planFile)}`;
  const line = (index: number): string =>
    `${command} --shard ${index}/${count} --jobs ${jobs ?? 1} -o ${shellWord(output)} --quiet\n`;
  return Array.from({ length: count }, (_, index) => line(index + 1)).join('');
}
