/** The whole site in memory: its files as text, what has to be copied, and every link or anchor that is broken. */
import { readFileSync } from 'node:fs';
import { SCHEMAS } from '@nmap/cli';
import { SECTIONS, collectPages } from './collect-pages.mjs';
import { API_INDEX, PLAYGROUND, layout, menuOf } from './layout.mjs';
import { renderPage } from './render-page.mjs';

/** @returns `{ files: Map of place to text, copies: Set of sources, faults: string[], pages, menu }` */
export async function renderSite() {
  const pages = await collectPages();
  const files = new Map();
  for (const [name, load] of Object.entries(SCHEMAS))
    files.set(`schemas/${name}.schema.json`, `${JSON.stringify(await load(), null, 2)}\n`);
  const site = {
    pageOfPath: new Map(pages.map((page) => [page.path, page])),
    pageOfSource: new Map(pages.map((page) => [page.source, page])),
    extra: new Set([...files.keys(), API_INDEX, PLAYGROUND]),
  };
  // A folder that many pages are made of is the page that lists them.
  for (const page of pages) if (page.path.endsWith('/index.html')) site.pageOfSource.set(page.source, page);

  const menu = menuOf(pages, SECTIONS);
  const copies = new Set();
  const faults = [];
  const rendered = new Map(pages.map((page) => [page.path, renderPage(page, site)]));
  for (const page of pages) {
    const { links, files: wanted, faults: broken } = rendered.get(page.path);
    faults.push(...broken);
    for (const source of wanted) copies.add(source);
    for (const { path, anchor } of links)
      if (anchor !== '' && !rendered.get(path).anchors.has(anchor))
        faults.push(`${page.source}: ${path} has no heading #${anchor}`);
    files.set(page.path, layout(page, rendered.get(page.path), menu));
  }
  files.set('search-index.js', `const SEARCH_INDEX = ${JSON.stringify(searchIndex(pages, rendered))};\n`);
  for (const name of ['style.css', 'search.js'])
    files.set(name, readFileSync(new URL(name, import.meta.url), 'utf8'));
  return { files, copies, faults, pages, menu };
}

/** An entry for each page and each of its headings. */
function searchIndex(pages, rendered) {
  return pages.flatMap(({ path, title, section }) => {
    const { headings } = rendered.get(path);
    const first = headings[0]?.text ?? title;
    return headings.map(({ id, text, depth }) => ({
      title: text,
      page: first,
      path: depth === 1 ? path : `${path}#${id}`,
      words: `${text} ${depth === 1 ? `${title} ${section}` : first}`.toLowerCase(),
    }));
  });
}
