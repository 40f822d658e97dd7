/** One page for each mapper, family of conversion passes and regulariser: its README, with its paper on top. */
import { readFileSync } from 'node:fs';
import { CONVERSIONS } from '@nmap/conversion';
import { REGULARISERS } from '@nmap/dnn';
import { MAPPERS } from '@nmap/mappers';
import { tableOf } from '../markdown.mjs';
import { ROOT } from './documents.mjs';

const SECTION = 'Passes';

export function passPages() {
  const families = [...new Set(CONVERSIONS.map(({ name }) => name.split('/')[0]))];
  return [
    {
      path: 'passes/index.html',
      section: SECTION,
      title: 'All passes',
      markdown: overview(),
      source: 'packages/mappers/src/table.ts',
    },
    ...MAPPERS.map(({ name, paper }) =>
      readmePage(`packages/mappers/src/${name}/README.md`, `passes/${name}.html`, name, paper),
    ),
    ...families.map((name) =>
      readmePage(
        `packages/conversion/src/passes/${name}/README.md`,
        `passes/conversion/${name}.html`,
        name,
        null,
      ),
    ),
    readmePage(
      'packages/dnn/src/regularise/README.md',
      'passes/regularisers/index.html',
      'regularisers',
      null,
    ),
    ...REGULARISERS.map(({ name }) =>
      readmePage(
        `packages/dnn/src/regularise/${name}/README.md`,
        `passes/regularisers/${name}.html`,
        name,
        null,
      ),
    ),
  ];
}

function overview() {
  const rows = MAPPERS.map(({ name, summary, paper }) => [`[${name}](${name}.html)`, summary, paper ?? '']);
  const conversions = CONVERSIONS.map(({ name, summary }) => [
    `[${name}](conversion/${name.split('/')[0]}.html)`,
    summary,
  ]);
  const regularisers = REGULARISERS.map(({ name, summary }) => [
    `[${name}](regularisers/${name}.html)`,
    summary,
  ]);
  return `# All passes

A pipeline is passes in the order of a compilation: \`nmap place net.json --hw loihi --pipeline "partition/louvain; place/hilbert"\`.
\`nmap mappers PASS\` prints the options of one.

## Mappers

${tableOf(['pass', 'what it does', 'paper'], rows)}
## Conversion of trained networks

${tableOf(['pass', 'what it does'], conversions)}
## Regularisers of training

${tableOf(['regulariser', 'what it does'], regularisers)}`;
}

function readmePage(source, path, title, paper) {
  const text = readFileSync(ROOT + source, 'utf8').replace(/<!--[^]*?-->\n*/g, '');
  const markdown = paper === null ? text : text.replace(/^(# .*\n)/, `$1\n**Paper** ${paper}\n`);
  return { path, section: SECTION, title, markdown, source };
}
