import { grouped, inputError, ViolationList } from '../../input-error.ts';
import type { ByteReader } from '../../clusters/cluster-graph.ts';
import type { ImportContext } from '../../network-format.ts';
import type { ReadNetwork } from '../../nmap-network/read-nmap-network.ts';
import { readSanaFe } from './read-sana-fe.ts';

/** The tree of a YAML file takes many times its bytes. */
const MAX_BYTES = 2 ** 26;
/** Of one node: a text of nested aliases grows without bound. */
const MAX_ALIASES = 100;

/** Reads the whole text, then its tree. */
export function readYaml({ fileName }: ImportContext): ByteReader<Promise<ReadNetwork>> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  return {
    feed(piece) {
      bytes += piece.length;
      if (bytes > MAX_BYTES)
        throw inputError(
          'E1809',
          fileName,
          `the file has more than ${grouped(MAX_BYTES)} bytes, which is the most that is read of YAML.`,
          'Write it as JSON: it is YAML, and is read faster.',
        );
      pieces.push(piece.slice());
    },
    async finish() {
      const { LineCounter, parseDocument } = await import('yaml');
      const lines = new LineCounter();
      const document = parseDocument(new TextDecoder('utf-8').decode(Buffer.concat(pieces)), {
        lineCounter: lines,
        // Keys such as `1.0` are names of neurons.
        schema: 'core',
        prettyErrors: false,
      });
      const [wrong] = document.errors;
      if (wrong !== undefined) {
        const { line, col } = lines.linePos(wrong.pos[0]);
        throw inputError(
          'E1891',
          `${fileName}:${line}:${col}`,
          `this is no YAML: ${wrong.message.split('\n')[0]}.`,
        );
      }
      return readSanaFe(
        plain(() => document.toJS({ maxAliasCount: MAX_ALIASES, mapAsMap: true }) as unknown, fileName),
        fileName,
        new ViolationList(),
      );
    },
  };
}

/** Objects with texts as keys in place of maps. */
function plain(make: () => unknown, fileName: string): unknown {
  try {
    return objectOf(make());
  } catch (error) {
    if (!(error instanceof ReferenceError || error instanceof RangeError)) throw error;
    throw inputError(
      'E1891',
      fileName,
      `the YAML cannot be read: ${error.message}.`,
      'Write it without aliases.',
    );
  }
}

function objectOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(objectOf);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([key, entry]) => [String(key), objectOf(entry)]));
}
