import { habitsSection } from './networks/nir/framework-habits.ts';
import { spikesSection } from './spikes/spikes-section.ts';
import { WRITTEN_FORMATS, graphFormatRows, networkFormatRows, type FormatRow } from './tables.ts';

/** docs/formats.md, from the table of formats: a test compares the two. */
export function formatsPage(): string {
  const networks = networkFormatRows();
  return `# Formats

<!-- Written by npm run docs:options from the table of formats (packages/formats/src/tables.ts). -->

What a file is, its content says; \`--from NAME\` says it where the content is not enough. Files that two formats would
read differently are refused with both names. Every format may be packed with gzip; \`-\` is standard input. Known
defects of files, as tools write them, are errors with their place, and are read with \`--lenient\`.

    nmap formats                    # this table
    nmap inspect cnn.nir            # counts, degrees, rates
    nmap convert cnn.nir net.json   # the same network in our own format
    nmap place cnn.nir --hw loihi   # or placed as it is

\`nmap convert IN OUT --to FORMAT\` writes a network as ${WRITTEN_FORMATS.join(', ')}, or as the ending of OUT says. What such a
file cannot say is named in a warning, or refused where it would be another network; what it says is read again as the same one.

## Networks

${table(
  ['--from', 'written', 'what', 'content', 'endings', 'recognised by'],
  networks.map(({ name, called, content, endings, recognised, writes }) => [
    `\`${name}\``,
    writes === null ? '' : 'yes',
    called,
    content,
    endings,
    recognised,
  ]),
)}
${networks.map(section).join('\n')}
## Graphs of clusters

Read by \`nmap place --clusters\`: nodes are cores' worth of neurons, edges the traffic between them.

${table(
  ['--from', 'what', 'content', 'endings'],
  graphFormatRows().map(({ name, called, content, endings }) => [`\`${name}\``, called, content, endings]),
)}
${habitsSection()}
${spikesSection()}
## Trained networks

\`nmap convert\` reads ONNX, Keras and TensorFlow.js with images: see [trained-networks.md](trained-networks.md).
`;
}

function section({ name, called, reads, writes, limits }: FormatRow): string {
  const written = writes === null ? '' : `Written: ${writes}.\n\n`;
  return `### ${name}\n\n${sentence(called)} Read: ${reads}.\n\n${written}Limits: ${limits}.\n`;
}

function sentence(called: string): string {
  return `${called.charAt(0).toUpperCase()}${called.slice(1)}.`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return `${line(head)}${line(head.map(() => '---'))}${rows.map(line).join('')}`;
}
