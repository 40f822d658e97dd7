import { createHash } from 'node:crypto';
import { escaped } from '../model/escaped.ts';
import { packJson } from '../model/pack.ts';
import { linkModules } from './link-modules.ts';
import { readPageModule } from './read-page-module.ts';
import { STYLE } from './style.ts';

/** What a page is of: the script draws each kind in its own way. */
export type PageKind = 'placement' | 'two placements' | 'study';

let script: string | null = null;

/** The page's program: the same for every report. */
export function pageScript(): string {
  // Inside a script element only its own end tag is anything but text.
  return (script ??= linkModules(readPageModule, 'page/main.js').replaceAll('</script', '<\\/script'));
}

/**
 * One HTML file that needs nothing beside it: style, program and data stand in it, and its policy forbids every request.
 * @param model plain data; typed arrays in it are packed.
 * @param text what is read where no program runs.
 */
export function reportPage(
  kind: PageKind,
  model: { readonly title: string; readonly data: unknown; readonly text: string },
): string {
  const program = pageScript();
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(program)}'`,
    `style-src '${hashOf(STYLE)}'`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(model.title)}</title>
<style>${STYLE}</style>
</head>
<body data-kind="${kind}">
<main id="page"></main>
<noscript><pre>${escaped(model.text)}</pre></noscript>
<script type="application/json" id="data">${packJson(model.data)}</script>
<script>${program}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}
