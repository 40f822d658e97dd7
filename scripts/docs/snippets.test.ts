/** What the documents tell people to type: every command and option exists, the first page runs as it stands, programs run. */
import { cpSync, rmSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, jest } from '@jest/globals';
import { transformSync } from '@swc/core';
import { Marked, type Token } from 'marked';
import { describeCommands } from '@nmap/cli';
import { runCli, temporaryFolder } from '../../packages/cli/src/testing/run-cli.ts';
import { ROOT, collectPages, type Page } from './site/for-tests.ts';

interface Snippet {
  readonly language: string;
  readonly text: string;
}

const pages = await collectPages();

/** Options that every command takes. */
const GLOBAL = ['json', 'quiet', 'verbose', 'help', 'version'];

function snippetsOf({ markdown }: Pick<Page, 'markdown'>): Snippet[] {
  const found: Snippet[] = [];
  const marked = new Marked();
  void marked.walkTokens(marked.lexer(markdown), (token: Token) => {
    if (token.type === 'code')
      found.push({ language: (token.lang as string | undefined) ?? '', text: token.text as string });
  });
  return found;
}

/** Lines that call the command, each with those that its backslash continues. */
function commandLines(text: string): string[][] {
  return text
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => /(?:^|&& )(?:npx )?(nmap .*)$/.exec(line.trim())?.[1])
    .filter((line) => line !== undefined)
    .map((line) =>
      (line.replace(/ +# .*| [<>|] .*/g, '').match(/"[^"]*"|\S+/g) ?? []).map((word) =>
        word.replaceAll('"', ''),
      ),
    );
}

describe('commands', () => {
  it('exist, with all of their options', async () => {
    const commands = await describeCommands();
    const wrong: string[] = [];
    let count = 0;
    for (const page of pages) {
      for (const { text } of snippetsOf(page)) {
        for (const [, name, ...words] of commandLines(text)) {
          count++;
          const command = commands.find((one) => one.name === name);
          const known = [...GLOBAL, ...(command?.options.map((option) => option.name) ?? [])];
          if (command === undefined && !/^[A-Z[{<]|^--/.test(name ?? 'A'))
            wrong.push(`${page.source}: nmap ${name}`);
          if (command === undefined || page.source.startsWith('packages/explain')) continue;
          for (const word of words) {
            const option = /^--([a-z][\w-]*)/.exec(word)?.[1];
            if (option !== undefined && !known.includes(option.replace(/^no-/, '')))
              wrong.push(`${page.source}: nmap ${name} --${option}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(50);
  });
});

it('the first page runs as it stands', async () => {
  const before = process.cwd();
  const folder = temporaryFolder();
  cpSync(join(ROOT, 'examples'), join(folder, 'examples'), { recursive: true });
  const page = pages.find(({ source }) => source === 'docs/start.md')!;
  try {
    process.chdir(folder);
    for (const { language, text } of snippetsOf(page)) {
      if (language === 'json') writeFileSync('net.json', text);
      for (const line of text.split('\n')) {
        const [words] = commandLines(line);
        if (words === undefined) continue;
        const { exit, out, err } = await runCli(...words.slice(1));
        expect([line, exit, exit === 0 ? '' : err]).toEqual([line, 0, '']);
        const written = / > (\S+)$/.exec(line)?.[1];
        if (written !== undefined) writeFileSync(written, out);
      }
    }
  } finally {
    process.chdir(before);
  }
});

describe('programs', () => {
  // Inside the repository, where the packages are found.
  const cache = join(ROOT, 'node_modules/.cache/nmap-snippets');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'run-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  cpSync(join(ROOT, 'examples/mlp.json'), join(folder, 'net.json'));

  const home = process.cwd();
  afterEach(() => {
    process.chdir(home);
    jest.restoreAllMocks();
  });

  it('in README and in the documents run', async () => {
    const programs = pages.flatMap((page) =>
      snippetsOf(page)
        .filter(({ language }) => language === 'ts')
        .map(({ text }) => ({ source: page.source, text })),
    );
    expect(programs.length).toBeGreaterThan(0);
    process.chdir(folder);
    jest.spyOn(console, 'log').mockReturnValue(undefined);
    const complained = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    for (const [index, { source, text }] of programs.entries()) {
      const { code } = transformSync(text, { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } });
      const file = join(folder, `${index}.mjs`);
      writeFileSync(file, code);
      const failure: string = await import(file).then(() => '', String);
      expect([source, failure, complained.mock.calls]).toEqual([source, '', []]);
    }
  });
});
