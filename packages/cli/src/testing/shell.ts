/**
 * As much of a shell as the cases of `nmap explain` use, in this process: a person may type the
 * same lines. `nmap ...`, `printf 'TEXT' > FILE` with \n and octal escapes, `mv A B`,
 * `sed -i 's/PATTERN/TEXT/' FILE` and `sed -i '/PATTERN/d' FILE` line by line.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { runCli, type CliRun } from './run-cli.ts';

/** Runs one line in the working folder. @param more further words for nmap. */
export async function shell(line: string, ...more: string[]): Promise<CliRun> {
  const [program, ...words] = wordsOf(line);
  switch (program) {
    case 'nmap':
      return runCli(...words, ...more);
    case 'printf':
      writeFileSync(words[2], bytesOf(words[0]));
      break;
    case 'mv':
      renameSync(words[0], words[1]);
      break;
    case 'sed':
      writeFileSync(words[2], edited(readFileSync(words[2], 'utf8'), words[1]));
      break;
    default:
      throw new Error(`no such program here: ${program}`);
  }
  return { exit: 0, out: '', err: '' };
}

/** Words between blanks; quotes of both kinds hold one together. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare,
  );
}

function bytesOf(format: string): Buffer {
  const text = format.replace(/\\([0-7]{3}|n)/g, (_, escape: string) =>
    escape === 'n' ? '\n' : String.fromCharCode(parseInt(escape, 8)),
  );
  return Buffer.from(text, 'latin1');
}

function edited(text: string, script: string): string {
  const [, from, to] = /^s\/((?:\\.|[^/])*)\/((?:\\.|[^/])*)\/$/.exec(script) ?? [];
  const lines = text.split('\n');
  if (from !== undefined) {
    const changed = lines.map((line) => line.replace(new RegExp(from), () => to.replace(/\\(.)/g, '$1')));
    if (changed.join('\n') === text) throw new Error(`changes nothing: ${script}`);
    return changed.join('\n');
  }
  const [, gone] = /^\/((?:\\.|[^/])*)\/d$/.exec(script) ?? [];
  if (gone === undefined) throw new Error(`no such script here: ${script}`);
  return lines.filter((line) => !new RegExp(gone).test(line)).join('\n');
}
