import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { NETWORK_FORMATS, formatsPage } from '@nmap/formats';

// Drifted? npm run docs:options writes it anew.
it('docs/formats.md is what the table of formats says', () => {
  const page = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8');
  expect(page).toBe(formatsPage());
  for (const name of NETWORK_FORMATS) expect(page).toContain(`### ${name}`);
});
