/** npm run docs:options: writes the option tables into the READMEs, and docs/formats.md. Tests fail where one has drifted. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exportsSection } from '@nmap/exports';
import { formatsPage } from '@nmap/formats';
import { optionTables, withTable } from './option-tables.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
for (const { path, table } of optionTables()) {
  const text = readFileSync(root + path, 'utf8');
  const written = withTable(text, table);
  if (written === null)
    throw new Error(`${path} has no place, or several, for its options: see a neighbour's README.`);
  if (written === text) continue;
  writeFileSync(root + path, written);
  console.log(path);
}

const page = `${root}docs/formats.md`;
const text = `${formatsPage()}\n${exportsSection()}`;
if (!existsSync(page) || readFileSync(page, 'utf8') !== text) {
  writeFileSync(page, text);
  console.log('docs/formats.md');
}
