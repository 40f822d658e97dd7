import { EXPORT_TABLE } from './tables.ts';

/** The end of docs/formats.md, from the table of exporters: a test compares the two. */
export function exportsSection(): string {
  return `## Placements

Written by \`nmap export MANIFEST --net NET --hw HW --to FORMAT -o FILE\`, once the manifest is verified: one that is
illegal, or whose numbers are wrong, is refused as \`nmap verify\` refuses it.

| --to | what | written |
| --- | --- | --- |
${EXPORT_TABLE.map(({ name, called, files }) => `| \`${name}\` | ${called} | ${files === null ? 'one file' : `a folder: ${files.join(', ')}`} |\n`).join('')}
${EXPORT_TABLE.map(({ name, holds, limits }) => `### --to ${name}\n\nHolds: ${holds}.\n\nLimits: ${limits}.\n`).join('\n')}`;
}
