/** The frame around every page: menu, search, headings of the page. Nothing is loaded from anywhere else. */
import { posix } from 'node:path';

/** Made by typedoc beside the pages, only by `npm run docs`. */
export const API_INDEX = 'api/index.html';

/** The compiler in a page, made beside the others by `scripts/docs/playground`. */
export const PLAYGROUND = 'playground.html';

export const escapeHtml = (text) =>
  text.replace(
    /[&<>"']/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign],
  );

/** @param menu `[{ section, pages }]`, as `menuOf` makes it */
export function layout(page, { html, headings, head = '' }, menu) {
  const up = posix.relative(posix.dirname(page.path), '.') || '.';
  const contents = headings.filter(({ depth }) => depth === 2 || depth === 3);
  const outline =
    contents.length < 3
      ? ''
      : `<nav class="outline" aria-label="On this page"><b>On this page</b>${contents
          .map(({ depth, id, text }) => `<a class="depth${depth}" href="#${id}">${escapeHtml(text)}</a>`)
          .join('')}</nav>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)} - nmap</title>
<link rel="stylesheet" href="${up}/style.css">
${head}
</head>
<body${page.path === PLAYGROUND ? ' class="playground"' : ''}>
<header><a class="home" href="${up}/index.html">nmap</a><span>spiking networks onto neuromorphic chips</span>
<a href="${up}/${PLAYGROUND}">Playground</a>
<label class="search"><span>Search</span><input id="search" type="search" autocomplete="off" placeholder="pass, option, code, metric"></label></header>
<div id="found" hidden></div>
<div class="columns">
<nav class="menu" aria-label="Pages">${menu.map((part) => menuPart(part, page, up)).join('\n')}</nav>
<main>
${html}</main>
${outline}
</div>
<script>const UP = ${JSON.stringify(up)};</script>
<script src="${up}/search-index.js"></script>
<script src="${up}/search.js"></script>
</body>
</html>
`;
}

/** Sections with the pages that stand in the menu. */
export function menuOf(pages, sections) {
  return sections
    .map((section) => ({
      section,
      pages: pages.filter((page) => page.section === section && page.isListed !== false),
    }))
    .filter((part) => part.pages.length > 0);
}

function menuPart({ section, pages }, current, up) {
  const isOpen = section === current.section;
  const rows = pages.map(({ path, title }) => {
    const here = path === current.path ? ' aria-current="page"' : '';
    return `<a href="${up}/${path}"${here}>${escapeHtml(title)}</a>`;
  });
  if (section === 'Start')
    rows.push(
      `<a href="${up}/${PLAYGROUND}"${current.path === PLAYGROUND ? ' aria-current="page"' : ''}>Playground</a>`,
    );
  if (section === 'For developers') rows.push(`<a href="${up}/${API_INDEX}">API reference</a>`);
  return `<details${isOpen ? ' open' : ''}><summary>${section}</summary>${rows.join('')}</details>`;
}
