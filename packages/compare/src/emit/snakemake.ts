import { shellWord, type ScriptRequest } from './script-request.ts';

/** Snakemake shares parts out itself: more of them fill more machines. */
const MOST_SHARDS = 64;

/** A Snakefile: a rule for the parts and one for the summary. */
export function snakefile(request: ScriptRequest): string {
  const { program, planFile, output, runs, problems, jobs } = request;
  const shards = request.shards ?? Math.max(1, Math.min(problems, MOST_SHARDS));
  const command = `${program} compare ${shellWord(planFile)}`;
  const made = `-o ${shellWord(output)} --quiet`;
  return `# ${runs} runs in ${shards} parts: snakemake --cores all --snakefile THIS_FILE, from the folder that the paths below begin in.
# What has ended is a file in the folder runs: a part that is started again goes on where it was.
OUT = ${pythonText(output)}
SHARDS = ${shards}

rule summary:
    input: [f"{OUT}/shards/{shard}-of-{SHARDS}.done" for shard in range(1, SHARDS + 1)]
    output: OUT + "/summary.json"
    shell: ${pythonText(braces(`${command} ${made}`))}

rule shard:
    output: touch(OUT + "/shards/{shard}-of-${shards}.done")
    threads: ${jobs ?? 1}
    shell: ${pythonText(`${braces(command)} --shard {wildcards.shard}/${shards} --jobs {threads} ${braces(made)}`)}
`;
}

/** Snakemake fills braces in: those of a path are doubled. */
function braces(text: string): string {
  return text.replace(/[{}]/g, '$&$&');
}

/** A Python string literal: JSON's escapes mean the same there. */
function pythonText(text: string): string {
  return JSON.stringify(text);
}
