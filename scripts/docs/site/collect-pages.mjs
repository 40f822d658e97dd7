/**
 * Every page of the documentation site, in the order of its menu: documents as they stand in the repository, and pages made
 * of the tables that the code itself reads. A page is `{ path, section, title, markdown, source }`: its place in the site, the
 * heading of the menu above it, Markdown, and the file in the repository that its links start from.
 */
import { commandPages } from './pages/commands.mjs';
import { documentPages } from './pages/documents.mjs';
import { errorPages } from './pages/errors.mjs';
import { filePages } from './pages/files.mjs';
import { passPages } from './pages/passes.mjs';
import { presetPages } from './pages/presets.mjs';

export const SECTIONS = [
  'Start',
  'Guide',
  'Commands',
  'Files',
  'Passes',
  'Hardware',
  'Errors and warnings',
  'Measured',
  'For developers',
];

export async function collectPages() {
  const pages = [
    ...documentPages(),
    ...(await commandPages()),
    ...(await filePages()),
    ...passPages(),
    ...presetPages(),
    ...errorPages(),
  ];
  const paths = new Set();
  for (const { path, section } of pages) {
    if (paths.has(path)) throw new Error(`two pages are called ${path}`);
    if (!SECTIONS.includes(section)) throw new Error(`${path} stands in no section: ${section}`);
    paths.add(path);
  }
  return SECTIONS.flatMap((section) => pages.filter((page) => page.section === section));
}
