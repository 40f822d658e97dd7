/**
 * The text form of passes: `partition/greedy; place/hilbert(order=given); refine/anneal`.
 *
 *   text    := pass (';' pass)* ';'?
 *   pass    := name [ '(' [ option (',' option)* ] ')' ]
 *   option  := key '=' value          value: number, true, false, null, or a word
 */
import { nearestWord } from '@nmap/kernels';
import { NmapError, type Diagnostic } from '@nmap/ir';
import type { z } from 'zod';
import { optionFault } from './option-fault.ts';

/** A pass as a table holds it. */
export interface NamedDefinition {
  readonly name: string;
  readonly options: z.ZodObject;
}

export interface PassLanguage<Definition extends NamedDefinition, Made> {
  readonly definitions: readonly Definition[];
  readonly make: (definition: Definition, options: Readonly<Record<string, unknown>>) => Made;
  /** What an unknown name may have meant, for the hint; '' where nothing comes to mind. */
  readonly suggest: (name: string) => string;
  /** A text that works, for who writes none. */
  readonly example: string;
}

/** @throws NmapError (input) with the column of every fault. */
export function parsePassText<Definition extends NamedDefinition, Made>(
  text: string,
  language: PassLanguage<Definition, Made>,
): Made[] {
  const faults: Diagnostic[] = [];
  const passes: Made[] = [];
  let column = 1;
  for (const piece of splitOutsideParentheses(text)) {
    const start = column + (piece.length - piece.trimStart().length);
    column += piece.length + 1;
    if (piece.trim() === '') continue;
    const pass = parsePass(piece.trim(), start, language, faults);
    if (pass !== null) passes.push(pass);
  }
  if (passes.length === 0 && faults.length === 0)
    faults.push(fault(1, 'the pipeline is empty.', `Try "${language.example}".`));
  if (faults.length > 0) throw new NmapError('input', faults);
  return passes;
}

function splitOutsideParentheses(text: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if (text[i] === ';' && depth <= 0) {
      pieces.push(text.slice(start, i));
      start = i + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces;
}

function parsePass<Definition extends NamedDefinition, Made>(
  text: string,
  column: number,
  { definitions, make, suggest }: PassLanguage<Definition, Made>,
  faults: Diagnostic[],
): Made | null {
  const match = /^([^\s()]+)\s*(?:\(([^()]*)\))?$/.exec(text);
  if (match === null) {
    faults.push(fault(column, `cannot read "${text}".`, 'Write name or name(option=value, ...).'));
    return null;
  }
  const name = match[1];
  const optionText = match[2] ?? '';
  const definition = definitions.find((each) => each.name === name);
  if (definition === undefined) {
    const names = definitions.map((each) => each.name).join(', ');
    faults.push(fault(column, `there is no pass "${name}".`, `${suggest(name)}Passes: ${names}.`));
    return null;
  }
  const known = Object.keys(definition.options.shape);
  const options: Record<string, unknown> = {};
  let readable = true;
  for (const item of optionText.split(',')) {
    if (item.trim() === '') continue;
    const [key, value, ...rest] = item.split('=').map((part) => part.trim());
    if (key === undefined || value === undefined || value === '' || rest.length > 0) {
      faults.push(fault(column, `${name}: cannot read the option "${item.trim()}".`, 'Write key=value.'));
      readable = false;
    } else if (!known.includes(key)) {
      const hint =
        known.length === 0
          ? `${name} has no options.`
          : `${suggestion(key, known)} Options: ${known.join(', ')}.`;
      faults.push(fault(column, `${name} has no option "${key}".`, hint));
      readable = false;
    } else if (key in options) {
      faults.push(fault(column, `${name}: option "${key}" is given twice.`, 'Keep one.'));
      readable = false;
    } else options[key] = parseValue(value);
  }
  if (!readable) return null;
  const checked = definition.options.safeParse(options);
  if (!checked.success) {
    for (const issue of checked.error.issues) {
      const { message, hint } = optionFault(name, options, issue);
      faults.push(fault(column, message, hint));
    }
    return null;
  }
  return make(definition, options);
}

function parseValue(text: string): unknown {
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (text === 'null') return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

function suggestion(word: string, valid: readonly string[]): string {
  const nearest = nearestWord(word, valid);
  return nearest === null ? '' : `Did you mean "${nearest}"?`;
}

function fault(column: number, message: string, hint: string): Diagnostic {
  return { code: 'E1401', severity: 'error', where: `pipeline:${column}`, message, hint: hint.trim() };
}
