import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { EXPORT_FORMATS, exportsSection } from '@nmap/exports';
import { NETWORK_FORMATS, formatsPage } from '@nmap/formats';

// Drifted? npm run docs:options writes it anew.
it('docs/formats.md is what the tables of formats and of exporters say', () => {
  const page = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8');
  expect(page).toBe(`${formatsPage()}\n${exportsSection()}`);
  for (const name of NETWORK_FORMATS) expect(page).toContain(`### ${name}`);
  for (const name of EXPORT_FORMATS) expect(page).toContain(`### --to ${name}`);
});
