/** The site as `npm run docs` writes it, but for the API reference: nothing lacks a page, no link is broken. */
import { beforeAll, expect, it } from '@jest/globals';
import { SCHEMAS, describeCommands } from '@nmap/cli';
import { CONVERSIONS } from '@nmap/conversion';
import { REGULARISERS } from '@nmap/dnn';
import { caseCodes } from '@nmap/explain';
import { presetNames } from '@nmap/hardware';
import { MAPPERS, describeOptions } from '@nmap/mappers';
import { renderSite, type Site } from './site/for-tests.ts';

let site: Site;
beforeAll(async () => {
  site = await renderSite();
});

const page = (path: string): string => site.files.get(path) ?? `no page ${path}`;

it('has no link, anchor or picture that leads nowhere', () => {
  expect(site.faults).toEqual([]);
});

it('has a page for every code, preset, command and schema', async () => {
  const missing = caseCodes().filter((code) => !page(`errors/${code}.html`).includes(code));
  expect(missing).toEqual([]);
  for (const name of presetNames()) expect(page(`hardware/${name}.html`)).toContain(`name: ${name}`);
  for (const name of Object.keys(SCHEMAS))
    expect(page(`files/${name}.html`)).toContain(`nmap schema ${name}`);
  for (const { name, options } of await describeCommands()) {
    const text = page(`commands/${name}.html`);
    for (const option of options)
      expect(text).toContain(option.isPositional ? option.name : `--${option.name}`);
  }
});

it('has a page for every pass, with each of its options', () => {
  const missing: string[] = [];
  const ask = (path: string, ...words: string[]): void => {
    for (const word of words) if (!page(path).includes(word)) missing.push(`${path}: ${word}`);
  };
  for (const { name, options } of MAPPERS)
    ask(
      `passes/${name}.html`,
      name,
      ...describeOptions(options).map((option) => `<code>${option.name}</code>`),
    );
  for (const { name } of CONVERSIONS) {
    const [family, ...rest] = name.split('/');
    ask(`passes/conversion/${family}.html`, rest.at(-1) ?? family);
  }
  for (const { name } of REGULARISERS) ask(`passes/regularisers/${name}.html`, name);
  expect(missing).toEqual([]);
});

it('opens from disk: nothing is loaded from anywhere else', () => {
  for (const [path, text] of site.files)
    if (path.endsWith('.html'))
      expect([path, text.match(/(?:src|stylesheet" href)="(?:[a-z]+:|\/)[^"]*/g)]).toEqual([path, null]);
});
