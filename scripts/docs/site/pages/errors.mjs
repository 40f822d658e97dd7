/** One page for each code, and one that lists them: from the cases that `nmap explain` prints and a test replays. */
import { KINDS, readCases } from '@nmap/explain';
import { tableOf } from '../markdown.mjs';

const SECTION = 'Errors and warnings';
const KIND_WORDS = {
  input: 'Input that cannot be read or meant (exit 2)',
  infeasible: 'Infeasible, with proof (exit 1)',
  'not-found': 'Not found (exit 3)',
  verification: 'A manifest that is wrong (exit 1)',
  internal: 'A bug in nmap (exit 4)',
  warning: 'Warnings: the command went on',
  note: 'Notes',
};

export function errorPages() {
  const cases = readCases();
  const list = KINDS.map((kind) => {
    const rows = cases
      .filter((one) => one.kind === kind)
      .map(({ code, title }) => [`[${code}](${code}.html)`, title]);
    return rows.length === 0 ? '' : `## ${KIND_WORDS[kind]}\n\n${tableOf(['code', 'what is wrong'], rows)}`;
  });
  const intro = 'A code is one rule and keeps its meaning for ever. `nmap explain CODE` prints its page.';
  const source = 'packages/explain/cases';
  return [
    {
      path: 'errors/index.html',
      section: SECTION,
      title: 'All codes',
      markdown: `# Errors and warnings\n\n${intro}\n\n${list.join('\n')}`,
      source,
    },
    ...cases.map((one) => ({
      path: `errors/${one.code}.html`,
      section: SECTION,
      title: one.code,
      markdown: pageOf(one),
      source,
      isListed: false,
    })),
  ];
}

function pageOf({ code, title, kind, rule, wayOut, example }) {
  return `# ${code}: ${title}

${KIND_WORDS[kind]}. [All codes](index.html).

${rule}

## Way out

${wayOut}

## Example

${exampleOf(example)}`;
}

function exampleOf(example) {
  if (example.kind === 'none') return example.reason;
  const files = example.files.map(({ name, text }) => `\`${name}\`:\n\n${fenced(text)}`);
  return [...files, fenced(example.commands.join('\n')), 'ends with', fenced(example.words)].join('\n');
}

const fenced = (text) => `\`\`\`\`text\n${text.trimEnd()}\n\`\`\`\`\n`;
