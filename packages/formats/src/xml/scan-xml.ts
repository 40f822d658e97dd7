import { inputError, quoted } from '../input-error.ts';

/** An element that opens, closes, or the text in it. */
export type XmlEvent =
  | {
      readonly kind: 'open';
      /** Without the prefix of a namespace. */
      readonly name: string;
      readonly attributes: ReadonlyMap<string, string>;
      readonly at: number;
    }
  | { readonly kind: 'close'; readonly name: string; readonly at: number }
  | { readonly kind: 'text'; readonly text: string; readonly at: number };

const MAX_DEPTH = 64;

/** Line and column of a position, for messages. */
export function placeIn(text: string, at: number, fileName: string): string {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return `${fileName}:${line}:${at - before.lastIndexOf('\n')}`;
}

/**
 * The events of a document in order, in one pass over the text. Declarations of types and entities are refused where the
 * file is opened; of entities only the five of XML and numbers are known, so that nothing can grow.
 */
export function* scanXml(text: string, fileName: string): Generator<XmlEvent> {
  const open: string[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  const fail = (message: string, where = at): Error =>
    inputError('E1871', placeIn(text, where, fileName), message, 'Was it written completely?');
  while (at < text.length) {
    const start = text.indexOf('<', at);
    const end = start < 0 ? text.length : start;
    if (end > at && open.length > 0) {
      const words = decoded(text.slice(at, end), (bad) => fail(bad));
      if (words.trim() !== '') yield { kind: 'text', text: words, at };
    }
    if (start < 0) break;
    at = start;
    const skipped = skip(text, at);
    if (skipped !== null) {
      if (skipped < 0) throw fail('a comment, an instruction or CDATA does not end.');
      if (text.startsWith('<![CDATA[', at)) yield { kind: 'text', text: text.slice(at + 9, skipped - 3), at };
      at = skipped;
      continue;
    }
    const tag = TAG.exec(text.slice(at, at + MAX_TAG));
    if (tag === null) throw fail('a tag does not end, or is malformed.');
    const [whole, closing, name, inside, alone] = tag;
    const local = name.slice(name.indexOf(':') + 1);
    if (closing === '/') {
      const expected = open.pop();
      if (expected !== name)
        throw fail(`</${name}> closes ${expected === undefined ? 'nothing' : `<${expected}>`}.`);
      yield { kind: 'close', name: local, at };
    } else {
      yield { kind: 'open', name: local, attributes: attributesOf(inside, fail), at };
      if (alone === '/') yield { kind: 'close', name: local, at };
      else if (open.push(name) > MAX_DEPTH) throw fail(`elements are nested deeper than ${MAX_DEPTH}.`);
    }
    at += whole.length;
  }
  if (open.length > 0) throw fail(`the file ends inside <${open[open.length - 1]}>.`, text.length);
}

const MAX_TAG = 1 << 16;
const TAG = /^<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/;
const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Where a comment, an instruction or CDATA ends; -1 where it does not; null where there is none. */
function skip(text: string, at: number): number | null {
  for (const [begin, end] of [
    ['<!--', '-->'],
    ['<?', '?>'],
    ['<![CDATA[', ']]>'],
  ]) {
    if (!text.startsWith(begin, at)) continue;
    const found = text.indexOf(end, at + begin.length);
    return found < 0 ? -1 : found + end.length;
  }
  return null;
}

function attributesOf(text: string, fail: (message: string) => Error): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE)) {
    if (found.has(name)) throw fail(`the attribute ${quoted(name)} stands twice.`);
    found.set(name, decoded(double ?? single, fail));
  }
  return found;
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decoded(text: string, fail: (message: string) => Error): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(#x[\da-fA-F]{1,6}|#\d{1,7}|\w+)?;?/g, (whole, name: string | undefined) => {
    if (name?.startsWith('#') === true && whole.endsWith(';')) {
      const code = name[1] === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1));
      if (code > 0 && code <= 0x10_ffff) return String.fromCodePoint(code);
    }
    const known = name === undefined || !whole.endsWith(';') ? undefined : NAMED[name];
    if (known === undefined) throw fail(`the entity ${quoted(whole)} is not known.`);
    return known;
  });
}
