import { NmapError } from '@nmap/ir';
import { stringify } from 'yaml';
import { readHardware } from './read-hardware.ts';
import { hardwareOf } from './sana-fe/hardware-of.ts';
import { isArchitecture } from './sana-fe/is-architecture.ts';
import { parseYamlSource, type YamlSource } from './yaml-source.ts';

/**
 * The text of a hardware file, as ours: that of another tool is written out, with the same meaning and hash; ours is
 * what it is, right or wrong.
 * @throws NmapError (input) where a file of another tool cannot be read.
 */
export function hardwareText(text: string, fileName: string): string {
  const value = translatedValue(text, fileName);
  if (value === null) return text;
  const { energy, latency, ...rest } = value as Record<string, Record<string, unknown>>;
  const parts = Object.entries(rest).map(([key, part]) => `${key}: ${inline(part)}\n`);
  const constants = Object.entries({ energy, latency }).map(([part, entries]) => {
    const lines = Object.entries(entries).map(([key, entry]) => `  ${key}: ${inline(entry)}\n`);
    return `${part}:\n${lines.join('')}`;
  });
  return [...parts, ...constants].join('');
}

/** null where the file is ours, or none of a tool that is read. */
function translatedValue(text: string, fileName: string): Readonly<Record<string, unknown>> | null {
  const source = parsed(text, fileName);
  if (source === null || !isArchitecture(source.value)) return null;
  readHardware(text, fileName);
  return hardwareOf(source).value;
}

/** null where the text is no YAML: it is shown for somebody to mend it. */
function parsed(text: string, fileName: string): YamlSource | null {
  try {
    return parseYamlSource(text, fileName);
  } catch (error) {
    if (error instanceof NmapError) return null;
    throw error;
  }
}

/** On one line. */
function inline(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: true }).trimEnd();
}
