/** One page for each preset of a chip: its file, and every constant with its source and evidence. */
import { presetNames, presetSummary, presetText, readHardware } from '@nmap/hardware';
import { parse } from 'yaml';
import { tableOf } from '../markdown.mjs';

const SECTION = 'Hardware';

export function presetPages() {
  const names = presetNames();
  const rows = names.map((name) => {
    const { text, fileName } = presetText(name);
    const { target } = readHardware(text, fileName);
    const { kind, columns, rows: tileRows } = target.topology;
    const shape = `${kind}, ${columns} x ${tileRows} tiles`;
    return [`[${name}](${name}.html)`, target.coreCount.toLocaleString('en-US'), shape, presetSummary(name)];
  });
  const markdown = `# Hardware presets

\`--hw NAME\` takes one of these, or a YAML file of your own: see the [keys of a hardware file](../files/hardware.html).
Constants that nobody has published are unknown: a total that needs one is marked partial.

${tableOf(['preset', 'cores', 'network-on-chip', 'what it is'], rows)}`;
  const source = 'packages/hardware/presets';
  return [
    { path: 'hardware/index.html', section: SECTION, title: 'All presets', markdown, source },
    ...names.map((name) => ({
      path: `hardware/${name}.html`,
      section: SECTION,
      title: name,
      markdown: pageOf(name),
      source,
    })),
  ];
}

function pageOf(name) {
  const { text } = presetText(name);
  const file = parse(text);
  const sections = ['energy', 'latency'].map((part) => {
    const rows = Object.entries(file[part] ?? {}).map(([key, constant]) => [
      `\`${key}\``,
      constant?.value === null || constant === null ? 'unknown' : shown(constant),
      constant?.evidence ?? '',
      constant?.source ?? '',
    ]);
    return rows.length === 0
      ? `No ${part} is known.\n`
      : tableOf([part, 'value', 'evidence', 'source'], rows);
  });
  return `# ${name}

${presetSummary(name)}.

\`nmap hw show ${name} > my-chip.yaml\` starts a chip of your own from it.

## Constants

The unit is in the key: Pj per event, Mw over the whole window, Ns per event. Evidence: A a vendor's or authors' own code or document,
B a public note that quotes the paper, C secondary, U not verified.

${sections.join('\n')}
## The file

\`\`\`\`yaml
${text.trimEnd()}
\`\`\`\`
`;
}

/** The value, or what stands in its place. */
function shown({ value, byLevel, byDirection, byTiles }) {
  const further = [
    byLevel === undefined ? '' : `by level ${byLevel.join(', ')}`,
    byDirection === undefined
      ? ''
      : Object.entries(byDirection)
          .map(([key, at]) => `${key} ${at}`)
          .join(', '),
    byTiles === undefined ? '' : `by tiles ${byTiles.map(([tiles, at]) => `${tiles}: ${at}`).join(', ')}`,
  ].filter((words) => words !== '');
  return [value === undefined ? [] : String(value), ...further].flat().join('; ');
}
