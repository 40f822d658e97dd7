import { inputError, quoted } from '../input-error.ts';
import type { ImportContext } from '../network-format.ts';
import { readersOf } from '../network-readers.ts';
import type { ReadNetwork } from '../nmap-network/read-nmap-network.ts';
import { allBytes } from '../source/all-bytes.ts';
import type { ByteSource } from '../source/byte-source.ts';
import type { NetworkFormat } from '../tables.ts';

/** Such files are read as one string, and are no format for large networks. */
const MAX_BYTES = 2 ** 28;

/** Reads an XML file by its outermost element. */
export async function readXmlNetwork(
  source: ByteSource,
  context: ImportContext,
  asked: NetworkFormat | null,
): Promise<ReadNetwork> {
  const all = await readersOf('xml', asked);
  const bytes = await allBytes(
    source,
    MAX_BYTES,
    'Write its edges as a CSV with the header source,target,weight.',
  );
  const text = new TextDecoder('utf-8').decode(bytes);
  // Declarations of entities can grow without bound, or name other files.
  if (/<!DOCTYPE|<!ENTITY/i.test(text.slice(0, 100_000)))
    throw inputError(
      'E1003',
      `${source.name}:1:1`,
      'the file is HTML, or XML with a DOCTYPE, which is not read.',
      'Take the declaration out.',
    );
  const root = /^\uFEFF?(?:\s|<\?[^]*?\?>|<!--[^]*?-->)*<(?:[\w.-]+:)?([\w.-]+)/.exec(text)?.[1] ?? '';
  const found = all.find(({ reader }) => reader.roots.includes(root.toLowerCase()));
  if (found !== undefined) return found.reader.read(text, context);
  throw inputError(
    'E1003',
    `${source.name}:1:1`,
    `the file is XML with the outermost element ${quoted(root)}, which is no network that can be read.`,
    all.length === 0
      ? 'Convert it to graphology JSON.'
      : `Read from XML: ${all.map(({ about }) => about.called).join(', ')}.`,
  );
}
