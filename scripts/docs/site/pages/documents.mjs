/** README, CONTRIBUTING and everything under docs. A new file there is a page without further work. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** Those that do not stand in the guide, by their place in the menu. */
const SECTION_OF = {
  'README.md': 'Start',
  'docs/start.md': 'Start',
  'docs/architecture.md': 'For developers',
  'CONTRIBUTING.md': 'For developers',
  'CHANGELOG.md': 'For developers',
  'docs/benchmarks.md': 'Measured',
  'docs/reproduction.md': 'Measured',
  'docs/formats.md': 'Files',
  'examples/README.md': 'Start',
};

/** Headings that are too long for the menu. */
const MENU_TITLE_OF = {
  'README.md': 'What nmap is',
  'docs/architecture.md': 'Architecture',
  'docs/guide.md': 'Concepts and glossary',
  'docs/large-networks.md': 'Large networks',
  'docs/metrics.md': 'Every number',
  'docs/objectives.md': 'Objectives',
  'docs/trained-networks.md': 'Trained networks',
  'docs/formats.md': 'Formats of other tools',
};

export function documentPages() {
  const documents = readdirSync(`${ROOT}docs`, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/${name}`);
  return ['README.md', 'docs/start.md', ...documents, 'examples/README.md', 'CONTRIBUTING.md', 'CHANGELOG.md']
    .filter((source, at, all) => all.indexOf(source) === at)
    .map((source) => {
      const markdown = readFileSync(ROOT + source, 'utf8');
      return {
        path: pathOf(source),
        section: sectionOf(source),
        title: MENU_TITLE_OF[source] ?? titleOf(markdown),
        markdown,
        source,
      };
    });
}

function sectionOf(source) {
  return SECTION_OF[source] ?? (source.startsWith('docs/studies/') ? 'Measured' : 'Guide');
}

function pathOf(source) {
  if (source === 'README.md') return 'index.html';
  const path = source.replace(/^docs\//, '').replace(/\.md$/, '.html');
  return path === 'examples/README.html' ? 'examples/index.html' : path.toLowerCase();
}

/** The first heading. */
export function titleOf(markdown) {
  return /^# (.+)$/m.exec(markdown)[1];
}
