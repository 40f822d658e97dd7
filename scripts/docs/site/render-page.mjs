/**
 * Markdown to the body of a page. Every link is resolved: to another page, to a file that is copied into the site, or to a
 * source of the repository, which the site does not hold and shows as a name. What leads nowhere is reported.
 */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import GithubSlugger from 'github-slugger';
import { Marked } from 'marked';
import { escapeHtml } from './layout.mjs';
import { ROOT } from './pages/documents.mjs';

/** What a page of the repository may show or offer for download. */
const COPIED = /\.(svg|png|json|yaml|txt)$/;

/**
 * @param page one of `collectPages`
 * @param site `{ pageOfSource, pageOfPath, extra }`: pages by their source and by their place, and places of further files
 * @returns `{ html, headings, anchors, links, files, faults }`: links to other pages as `{ path, anchor }`, files to copy, what is broken
 */
export function renderPage(page, site) {
  const slugger = new GithubSlugger();
  const found = { headings: [], anchors: new Set(), links: [], files: new Set(), faults: [] };
  const marked = new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth }) {
        const text = this.parser.parseInline(tokens);
        const plain = text.replace(/<[^>]*>/g, '');
        const id = slugger.slug(unescaped(plain));
        found.anchors.add(id);
        found.headings.push({ depth, id, text: unescaped(plain) });
        return `<h${depth} id="${id}">${text}<a class="anchor" href="#${id}" aria-label="Link to this heading">#</a></h${depth}>\n`;
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        const target = resolve(href, page, site, found);
        return target === null
          ? `<code>${text.replace(/<\/?code>/g, '')}</code>`
          : `<a href="${escapeHtml(target)}">${text}</a>`;
      },
      image({ href, text }) {
        const target = resolve(href, page, site, found);
        return `<img src="${escapeHtml(target ?? '')}" alt="${escapeHtml(text)}">`;
      },
      table(token) {
        const cells = (row, tag) =>
          row.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join('');
        const body = token.rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n');
        return `<div class="wide"><table><thead><tr>${cells(token.header, 'th')}</tr></thead>\n<tbody>${body}</tbody></table></div>\n`;
      },
      html({ text }) {
        return escapeHtml(text);
      },
    },
  });
  const html = marked.parse(page.markdown);
  return { html, ...found };
}

/** Where a link of a page leads, as written in its HTML; null where it is a source. */
function resolve(href, page, site, found) {
  if (/^[a-z]+:/.test(href)) return href;
  const [written, anchor = ''] = href.split('#');
  const suffix = anchor === '' ? '' : `#${anchor}`;
  if (written === '') {
    found.links.push({ path: page.path, anchor });
    return suffix;
  }
  // Made pages name places in the site, documents name files of the repository.
  const placed = posix.normalize(posix.join(posix.dirname(page.path), written));
  const inSite = site.pageOfPath.get(placed);
  if (inSite !== undefined || site.extra.has(placed)) {
    if (inSite !== undefined) found.links.push({ path: placed, anchor });
    return written + suffix;
  }
  const source = posix.normalize(posix.join(posix.dirname(page.source), written)).replace(/\/$/, '');
  const target = site.pageOfSource.get(source) ?? site.pageOfSource.get(`${source}/README.md`);
  if (target !== undefined) {
    found.links.push({ path: target.path, anchor });
    return posix.relative(posix.dirname(page.path), target.path) + suffix;
  }
  const file = join(ROOT, source);
  if (!existsSync(file)) {
    found.faults.push(`${page.source}: nothing is at ${href}`);
    return null;
  }
  if (statSync(file).isFile() && COPIED.test(source)) {
    found.files.add(source);
    return posix.relative(posix.dirname(page.path), fileInSite(source));
  }
  return null;
}

/** Where a file of the repository lies in the site. */
export function fileInSite(source) {
  return dirname(source) === 'docs' || source.startsWith('docs/') ? source.slice('docs/'.length) : source;
}

const unescaped = (text) =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
