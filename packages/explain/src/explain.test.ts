import { describe, expect, it } from '@jest/globals';
import { meantCode, nearestCode } from './nearest-code.ts';
import { parseCase } from './parse-case.ts';
import { caseCodes, readCase, readCases } from './read-cases.ts';

const CASE = `# E1234: a thing that is wrong

kind: input
stands in: ir/lower, formats/json

The rule.

A second paragraph.

## Way out

Mend it.

## Example

\`\`\` a.txt
one

three
\`\`\`

\`\`\` sh
printf 'x' > b.txt
nmap place a.txt --hw loihi
\`\`\`

\`\`\` text
error E1234 a.txt: is wrong.
\`\`\`
`;

describe('parseCase', () => {
  it('reads every part', () => {
    expect(parseCase(CASE, 'E1234.md')).toEqual({
      code: 'E1234',
      title: 'a thing that is wrong',
      kind: 'input',
      standsIn: ['ir/lower', 'formats/json'],
      rule: 'The rule.\n\nA second paragraph.',
      wayOut: 'Mend it.',
      example: {
        kind: 'replayed',
        files: [{ name: 'a.txt', text: 'one\n\nthree\n' }],
        commands: ["printf 'x' > b.txt", 'nmap place a.txt --hw loihi'],
        words: 'error E1234 a.txt: is wrong.',
      },
    });
  });

  it('reads why there is no example', () => {
    const [head] = CASE.split('## Example');
    const without = `${head}## No example\n\nsize: takes a large file\ntested in: packages/x/src/x.test.ts\n`;
    expect(parseCase(without, 'E1234.md').example).toEqual({
      kind: 'none',
      obstacle: 'size',
      reason: 'takes a large file',
      testedIn: 'packages/x/src/x.test.ts',
    });
  });

  it.each([
    ['# E1234: ', '# 1234: ', /E1234\.md: the heading/],
    ['kind: input', 'kind: odd', /a known kind is missing/],
    ['stands in: ', 'in: ', /the line "stands in:" is missing/],
    ['The rule.\n\nA second paragraph.\n', '', /the rule is missing/],
    ['## Way out', '## Way', /the way out is missing/],
    ['## Example', '## Sample', /an example is missing/],
    ['``` sh', '``` bash', /the block of commands is missing/],
    ['``` text', '``` out', /the block of words is missing/],
  ])('misses %s', (part, other, message) => {
    expect(() => parseCase(CASE.replace(part, other), 'E1234.md')).toThrow(message);
  });
});

describe('the table', () => {
  it('is found, file by file and whole', () => {
    const codes = caseCodes();
    expect(codes.length).toBeGreaterThan(250);
    expect(readCases().map(({ code }) => code)).toEqual(codes);
    expect(readCase('E2104')?.kind).toBe('infeasible');
  });

  it.each(['E9998', '../package', 'E2104.md', 'e2104', ''])('has no %p', (code) => {
    expect(readCase(code)).toBeNull();
  });
});

describe('nearestCode', () => {
  const codes = ['E1014', 'E2104', 'E4105', 'W6204'];

  it.each([
    ['E2014', 'E2104'],
    ['E1015', 'E1014'],
    ['E9999', 'E4105'],
    ['w7', 'W6204'],
    ['nonsense', null],
    ['', null],
  ])('%p is %p', (word, code) => {
    expect(nearestCode(word, codes)).toBe(code);
  });

  it.each([
    ['e2104', 'E2104'],
    [' 6204 ', 'W6204'],
    ['7777', 'E7777'],
  ])('reads %p as %s', (word, code) => {
    expect(meantCode(word, codes)).toBe(code);
  });
});
