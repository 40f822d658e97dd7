import { Script, runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { linkModules } from './link-modules.ts';
import { pageScript } from './report-page.ts';

const linked = (modules: Readonly<Record<string, string>>): string =>
  linkModules((path) => modules[path] ?? '', 'main.js');

describe('linkModules', () => {
  it('runs each module once, after those that it imports', () => {
    const script = linked({
      'main.js':
        "import { two, three as drei } from './a/two.js';\nimport { one } from './one.js';\nsay(one + two + drei());\n",
      'a/two.js':
        "import { one } from '../one.js';\nexport const two = one + 1;\nexport function three() { return 3; }\n",
      'one.js': "say('one');\nexport const one = 1;\nconst two = 20;\n",
    });
    const said: unknown[] = [];
    runInNewContext(script, { say: (what: unknown) => said.push(what) });
    expect(said).toEqual(['one', 6]);
  });

  it('reads an import over several lines, in either quotes, and classes', () => {
    const script = linked({
      'main.js': 'import {\n  Box,\n  b,\n} from "./box.ts";\nsay(new Box().size + b);\n',
      'box.js': 'export class Box { size = 2; }\nexport let b = 1;\nexport async function later() {}\n',
    });
    const said: unknown[] = [];
    runInNewContext(script, { say: (what: unknown) => said.push(what) });
    expect(said).toEqual([3]);
  });

  it.each([
    ['a default export', { 'main.js': 'export default 1;\n' }],
    ['a whole module', { 'main.js': "import * as all from './a.js';\n" }],
    ['an export from', { 'main.js': "export { a } from './a.js';\n" }],
  ])('refuses %s', (_, modules) => {
    expect(() => linked(modules)).toThrow('is not linked');
  });

  it('refuses a circle', () => {
    expect(() =>
      linked({ 'main.js': "import { a } from './a.js';\n", 'a.js': "import { b } from './main.js';\n" }),
    ).toThrow('in a circle');
  });
});

describe('the program of the page', () => {
  it('is one script of at most 250 KB that no end tag cuts short', () => {
    const script = pageScript();
    expect(Buffer.byteLength(script)).toBeLessThan(250_000);
    expect(script).not.toMatch(/<\/script/i);
    expect(() => new Script(script)).not.toThrow();
    expect(script).not.toMatch(/\b(?:import|export) [{*a-z]/);
  });
});
