import { firstLines, isSquareOfNumbers, type FirstLines } from '../clusters/first-lines.ts';
import { inputError } from '../input-error.ts';
import type { TextNetworkReader } from '../network-format.ts';
import { readableNetworks, readersOf, type Candidate } from '../network-readers.ts';
import type { ByteSource } from '../source/byte-source.ts';
import { foreignText } from '../source/foreign-text.ts';
import type { NetworkFormat } from '../tables.ts';

type Text = Candidate<'text'>;

/**
 * The reader of a text that is no JSON: what the file announces decides, then the ending of its name, then all whole
 * lines of its beginning. What two formats would read differently is refused with both names.
 */
export async function chooseText(
  source: ByteSource,
  asked: NetworkFormat | null,
): Promise<TextNetworkReader> {
  const all = await readersOf('text', asked);
  if (asked !== null) return all[0].reader;
  const text = new TextDecoder('utf-8').decode(source.start).replace(/^\uFEFF/, '');
  const where = `${source.name}:1:1`;
  if (/^\s*$/.test(text))
    throw inputError('E1002', where, 'the file holds only blanks.', 'Was it written completely?');
  const announced = all.find(({ reader }) => reader.announces(text));
  if (announced !== undefined) return announced.reader;
  const foreign = foreignText(text);
  if (foreign !== null)
    throw inputError('E1016', where, `this is ${foreign.name}, which is not read.`, foreign.hint);
  refuseYaml(text, where);
  const lines = firstLines(text, source.complete);
  const ending = all.find(({ about }) => about.ending?.test(source.name));
  const byShape = all.filter(({ reader }) => reader.onlyNamed !== true);
  const chosen =
    ending === undefined ? byLines(byShape, lines, where) : checked(ending, byShape, lines, where);
  if (chosen !== null) return chosen;
  const first = text.trimStart().split(/\s/, 1)[0];
  throw inputError(
    'E1010',
    where,
    `expected a JSON object, found ${JSON.stringify(first.slice(0, 40))}.`,
    readableNetworks(),
  );
}

function refuseYaml(text: string, where: string): void {
  if (!/^\s*(#[^\n]*\n\s*)*(---\s*\n)?[A-Za-z_][\w-]*:(\s|$)/.test(text)) return;
  const hardware = /^(?:format:[ \t]*["']?nmap-hardware|(?:topology|core|energy):)/m.test(text);
  throw hardware
    ? inputError(
        'E1003',
        where,
        'this looks like a hardware file in YAML, not a network.',
        'Did you swap the network and --hw?',
      )
    : inputError('E1003', where, 'this looks like YAML; a network is JSON.', readableNetworks());
}

/** The name says what it is; where the lines cannot be that and can be one other format, nobody guesses. */
function checked(ending: Text, all: readonly Text[], lines: FirstLines, where: string): TextNetworkReader {
  const misfit = ending.reader.misfit(lines);
  const others = all.filter((other) => other !== ending && other.reader.misfit(lines) === null);
  if (misfit === null || others.length === 0 || rowsOf(lines).length < 2) return ending.reader;
  throw inputError(
    'E1017',
    where,
    `the ending of the name says ${ending.about.called}, every line fits ${others[0].about.called} (as the former, line ${misfit.line}: ${misfit.what}).`,
    `Say which it is: --from ${ending.about.name} or --from ${others[0].about.name}.`,
  );
}

function byLines(all: readonly Text[], lines: FirstLines, where: string): TextNetworkReader | null {
  const rows = rowsOf(lines);
  const tried = all.map((one) => ({ ...one, misfit: one.reader.misfit(lines) }));
  const fitting = tried.filter(({ misfit }) => misfit === null);
  if (fitting.length > 1) {
    const [one, other] = fitting;
    throw inputError(
      'E1017',
      where,
      `every line fits both ${one.about.called} and ${other.about.called}, which say different things.`,
      `Say which it is: --from ${one.about.name} or --from ${other.about.name}.`,
    );
  }
  if (isSquareOfNumbers({ lines: rows, complete: lines.complete }) && rows.length > 2) {
    throw inputError(
      'E1016',
      where,
      'this is an adjacency matrix, which is not read.',
      'Write its entries as lines source,target,weight, or as Matrix Market coordinates.',
    );
  }
  if (fitting.length === 1) return fitting[0].reader;
  if (rows.length === 0 || !/^[\s\d.,;eE+-]+$/.test(rows[0])) return null;
  const reasons = tried
    .filter(({ misfit }) => misfit!.line > 0)
    .map(({ about, misfit }) => `as ${about.called}, line ${misfit!.line}: ${misfit!.what}`);
  throw inputError(
    'E1018',
    where,
    `these numbers are no network that can be read (${reasons.join('; ')}).`,
    `Say what it is to see every fault: --from ${tried.map(({ about }) => about.name).join(', ')}.`,
  );
}

function rowsOf({ lines }: FirstLines): string[] {
  return lines.filter((line) => line.trim() !== '' && !/^\s*[#%]/.test(line));
}
