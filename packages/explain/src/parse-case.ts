import {
  KINDS,
  OBSTACLES,
  type CaseFile,
  type ErrorCase,
  type Example,
  type NoExample,
} from './error-case.ts';

/**
 * Reads one file of the table:
 *
 *     # CODE: title
 *
 *     kind: one of KINDS
 *     stands in: places, with commas between
 *
 *     The rule.
 *
 *     ## Way out
 *
 *     The way out.
 *
 *     ## Example            or  ## No example
 *
 *     ``` NAME              the lines of a file, any number of times
 *     ``` sh                commands; the last one fails
 *     ``` text              the line it prints
 *
 * No example: `OBSTACLE: reason` and, but for bugs, `tested in: path`.
 * @throws Error naming what is missing: the table is ours, and a test reads all of it.
 */
export function parseCase(text: string, name: string): ErrorCase {
  const need = <T>(value: T | null | undefined, what: string): T => {
    if (value === null || value === undefined) throw new Error(`${name}: ${what} is missing`);
    return value;
  };
  const [, code, title] = need(/^# ([EW]\d{4}): (.+)$/m.exec(text), 'the heading "# CODE: title"');
  const kind = need(
    KINDS.find((each) => each === lineOf(text, 'kind')),
    'a known kind',
  );
  const standsIn = need(lineOf(text, 'stands in'), 'the line "stands in:"').split(', ');
  const [head, ...sections] = text.split(/^## /m);
  const section = (heading: string): string | null =>
    sections
      .find((each) => each.startsWith(`${heading}\n`))
      ?.slice(heading.length)
      .trim() ?? null;
  const rule = need(head.split(/\n\n/).slice(2).join('\n\n').trim() || null, 'the rule');
  const wayOut = need(section('Way out'), 'the way out');
  const shown = section('Example');
  const example =
    shown === null ? withoutExample(need(section('No example'), 'an example')) : exampleOf(shown);
  return { code, title, kind, standsIn, rule, wayOut, example };

  function exampleOf(body: string): Example {
    const blocks = [...body.matchAll(/^``` ?(\S+)\n([^]*?)^```$/gm)].map(([, label, content]) => ({
      name: label,
      text: content,
    }));
    const commands = need(
      blocks.find((block) => block.name === 'sh'),
      'the block of commands',
    );
    const words = need(
      blocks.find((block) => block.name === 'text'),
      'the block of words',
    );
    const files: CaseFile[] = blocks.filter((block) => block !== commands && block !== words);
    return { kind: 'replayed', files, commands: commands.text.trim().split('\n'), words: words.text.trim() };
  }

  function withoutExample(body: string): NoExample {
    const obstacle = need(
      OBSTACLES.find((each) => body.startsWith(`${each}: `)),
      'a known obstacle',
    );
    const reason = body.slice(obstacle.length + 2).split('\n')[0];
    return { kind: 'none', obstacle, reason, testedIn: lineOf(body, 'tested in') };
  }
}

function lineOf(text: string, key: string): string | null {
  return new RegExp(`^${key}: (.+)$`, 'm').exec(text)?.[1] ?? null;
}
