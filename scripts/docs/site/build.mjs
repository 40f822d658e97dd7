/** npm run docs: writes the site into `site/`, the playground and the API reference by typedoc included. It opens from disk. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { playgroundFiles } from '../playground/files.mjs';
import { ROOT } from './pages/documents.mjs';
import { fileInSite } from './render-page.mjs';
import { renderSite } from './render-site.mjs';
import { writeApiReference } from './write-api-reference.mjs';

const OUT = join(ROOT, 'site');

const { files, copies, faults, pages, menu } = await renderSite();
if (faults.length > 0) {
  for (const fault of faults) console.error(fault);
  process.exit(1);
}
rmSync(OUT, { recursive: true, force: true });
for (const [path, text] of [...files, ...(await playgroundFiles(menu))]) {
  mkdirSync(dirname(join(OUT, path)), { recursive: true });
  writeFileSync(join(OUT, path), text);
}
for (const source of copies) cpSync(join(ROOT, source), join(OUT, fileInSite(source)));
await writeApiReference(join(OUT, 'api'));
console.log(`${pages.length} pages, the playground and the API reference: open ${join(OUT, 'index.html')}`);
