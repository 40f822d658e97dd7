import { KINDS, type CaseKind, type ErrorCase, type Example } from '@nmap/explain';
import { exitCodeOf } from '../exit-codes.ts';
import { renderTable } from './table.ts';
import { wrap } from './wrap.ts';

const MEANING: Readonly<Record<CaseKind, string>> = {
  input: 'what was given cannot be read or meant',
  infeasible: 'no placement can help',
  'not-found': 'none was found; it may still be feasible',
  verification: 'a manifest says what is not so',
  internal: 'a bug in nmap',
  warning: 'it works, and may not be what was meant',
  note: 'it works; worth knowing',
};

/** The exit code that a run with this diagnostic ends with, if it is the worst one. */
export function exitOfKind(kind: CaseKind): number {
  return kind === 'warning' || kind === 'note' ? 0 : exitCodeOf(kind);
}

function described(kind: CaseKind): string {
  return `${kind}: ${MEANING[kind]} (exit ${exitOfKind(kind)})`;
}

/** Every code by kind, a line each. */
export function renderCodes(cases: readonly ErrorCase[], columns: number | null): string {
  const parts = KINDS.map((kind) => {
    const rows = cases.filter((each) => each.kind === kind).map(({ code, title }) => [code, title]);
    return `${described(kind)}\n\n${renderTable(['code', 'what'], rows, columns)}`;
  });
  return `${parts.join('\n')}\nnmap explain CODE shows one of them with an example.\n`;
}

/** One code: what it means, the way out, and a case that can be typed. */
export function renderExplanation(found: ErrorCase, columns: number | null): string {
  const { code, title, kind, rule, wayOut, example } = found;
  const parts = [
    `${code}: ${title}`,
    wrap(described(kind), columns),
    wrap(rule, columns),
    wrap(`Way out: ${wayOut}`, columns),
    example.kind === 'none'
      ? wrap(`No example: ${example.reason}.`, columns)
      : `Example\n\n${exampleText(example)}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function exampleText({ files, commands, words }: Example): string {
  const contents = files.map(({ name, text }) => `${name}\n${indented(text, '    ')}`);
  const typed = commands.map((command) => `$ ${command}`).join('\n');
  return `${contents.map((content) => `${indented(content, '  ')}\n\n`).join('')}${indented(`${typed}\n${words}`, '  ')}`;
}

function indented(text: string, margin: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `${margin}${line}`))
    .join('\n');
}
