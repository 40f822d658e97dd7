/**
 * A golden case as one small text file: a title, the sum done by hand, files in blocks that bear their names, the command
 * (`sh`), and what must come out (`expect`):
 *
 *     exit 0
 *     warning W6002 rateHz
 *     spikeHops = 9
 *
 * A diagnostic is there if one begins with these words; without one in `expect` there must be none. A path leads from
 * `metrics`, or from `bounds`.
 */
export interface GoldenCase {
  readonly title: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly command: string;
  readonly exit: number;
  readonly diagnostics: readonly string[];
  readonly values: readonly { readonly path: string; readonly value: unknown }[];
}

/** @throws Error naming the line that is no expectation. */
export function readGoldenCase(text: string): GoldenCase {
  const blocks = [...text.matchAll(/^``` (\S+)\n([^]*?)^```$/gm)].map(([, name, body]) => ({
    name,
    text: body,
  }));
  const block = (name: string): string => {
    const found = blocks.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no block "${name}"`);
    return found.text.trim();
  };
  let exit = 0;
  const diagnostics: string[] = [];
  const values: { path: string; value: unknown }[] = [];
  for (const line of block('expect').split('\n')) {
    const [, path, value] = /^([\w./-]+) = (.+)$/.exec(line) ?? [];
    const [, code] = /^exit (\d+)$/.exec(line) ?? [];
    if (path !== undefined) values.push({ path, value: JSON.parse(value) });
    else if (code !== undefined) exit = Number(code);
    else if (/^(error|warning|note) [EW]\d{4} /.test(line)) diagnostics.push(line);
    else throw new Error(`no expectation: ${line}`);
  }
  return {
    title: /^# (.+)$/m.exec(text)?.[1] ?? '',
    files: blocks.filter(({ name }) => name !== 'sh' && name !== 'expect'),
    command: block('sh'),
    exit,
    diagnostics,
    values,
  };
}
