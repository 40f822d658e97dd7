import { grouped, inputError, quoted } from '../../input-error.ts';
import { parseDecimal } from '../../json/decimal.ts';
import type { ByteReader, ReadClusterGraph } from '../cluster-graph.ts';
import { EdgeColumns } from '../edge-columns.ts';
import { BLANKS, readEdgeListHeader, splitFields, type EdgeListLayout } from './edge-list-header.ts';
import { LabelTable, NOT_UTF8, renumber } from '../label-table.ts';
import { GraphLines } from '../graph-lines.ts';

const UTF8 = new TextDecoder('utf-8');
const ENCODER = new TextEncoder();
/** Lines with more fields than this are cut by text, not in place. */
const MAX_FIELDS = 64;

/**
 * Reads a cluster graph from an edge list: comma, tab, semicolon or blanks between
 * fields, found once per file; a header in any case and order. Lines that begin with `#` or `%`
 * before the header, or with a blank after it anywhere, are comments. Linear in the bytes; 16 bytes an edge.
 */
export class EdgeListReader implements ByteReader<ReadClusterGraph> {
  readonly #file: GraphLines;
  readonly #labels = new LabelTable();
  readonly #edges = new EdgeColumns();
  #layout: EdgeListLayout | null = null;
  #rows = 0;
  /** Fields of the line at hand. */
  readonly #from = new Uint32Array(MAX_FIELDS);
  readonly #to = new Uint32Array(MAX_FIELDS);

  constructor(fileName: string, name: string) {
    this.#file = new GraphLines(fileName, name, (bytes, start, end, line) =>
      this.#line(bytes, start, end, line),
    );
  }

  feed(piece: Uint8Array): void {
    this.#file.feed(piece);
  }

  finish(): ReadClusterGraph {
    const last = this.#file.end();
    const layout = this.#layout;
    if (layout === null)
      throw inputError('E1002', this.#file.fileName, 'the file is empty; a cluster graph was expected.');
    this.#file.violations.throwIfFailed(this.#file.fileName);
    if (this.#rows === 0) {
      throw inputError('E1082', last, 'the graph has no edges.', 'Add lines source,target,weight.');
    }
    this.#addNotes(layout);
    const { labels, nodeOf } = this.#labels.finish();
    const { source, target, weight } = this.#edges.take();
    return this.#file.result({
      nodeCount: this.#labels.count,
      labels,
      source: renumber(source, nodeOf),
      target: renumber(target, nodeOf),
      weight,
    });
  }

  #line(bytes: Uint8Array, start: number, end: number, line: number): void {
    let from = start;
    let to = end;
    while (from < to && isBlank(bytes[from])) from++;
    while (to > from && isBlank(bytes[to - 1])) to--;
    if (from === to) return;
    const marked = bytes[from] === 35 || bytes[from] === 37;
    if (marked && (this.#layout === null || from + 1 === to || isBlank(bytes[from + 1]))) return;
    if (this.#layout !== null && marked) {
      this.#markedLine(bytes, from, to, this.#file.where(line, from - start));
      return;
    }
    if (this.#layout === null) {
      this.#layout = readEdgeListHeader(
        UTF8.decode(bytes.subarray(from, to)),
        this.#file.where(line, from - start),
      );
      if (this.#layout.hasHeader) return;
    }
    this.#rows++;
    // A trailing tab is an empty last field, not a blank.
    this.#edge(
      this.#layout,
      bytes,
      this.#layout.separator === 9 ? start : from,
      this.#layout.separator === 9 ? end : to,
      line,
      start,
    );
  }

  /** `#5,2,1`: an edge that was taken out, or one from the node `#5`? Reading either in silence loses the other. */
  #markedLine(bytes: Uint8Array, from: number, to: number, where: string): void {
    const text = UTF8.decode(bytes.subarray(from, Math.min(to, from + 80)));
    this.#file.violations.error('E1091', where, `the line ${quoted(text)} is either a comment or an edge.`, {
      hint: `A comment begins with "${text[0]} " and a blank; a label with that sign stands in quotes.`,
    });
  }

  #edge(
    layout: EdgeListLayout,
    bytes: Uint8Array,
    from: number,
    to: number,
    line: number,
    lineStart: number,
  ): void {
    const count =
      layout.separator === BLANKS
        ? this.#cutBlanks(bytes, from, to)
        : this.#cut(bytes, from, to, layout.separator);
    if (count < 0) {
      this.#quotedEdge(layout, bytes, from, to, line);
      return;
    }
    if (count !== layout.fieldCount) {
      this.#fault('E1083', this.#file.where(line), count, layout.fieldCount);
      return;
    }
    const weightFrom = this.#from[layout.weight];
    const weightTo = this.#to[layout.weight];
    const weight = parseDecimal(bytes, weightFrom, weightTo);
    if (!(weight >= 0 && weight < Infinity)) {
      this.#badWeight(
        UTF8.decode(bytes.subarray(weightFrom, weightTo)),
        weight,
        this.#file.where(line, weightFrom - lineStart),
      );
      return;
    }
    const source = this.#node(bytes, layout.source, 'source', line, lineStart);
    const target = this.#node(bytes, layout.target, 'target', line, lineStart);
    if (source < 0 || target < 0) return;
    this.#file.sum.add(weight, line);
    if (source === target) this.#file.selfLoops++;
    else this.#edges.push(source, target, weight);
  }

  #node(bytes: Uint8Array, column: number, end: string, line: number, lineStart: number): number {
    const from = this.#from[column];
    const to = this.#to[column];
    if (from === to) {
      this.#file.violations.error('E1083', this.#file.where(line, from - lineStart), `the ${end} is empty.`);
      return -1;
    }
    const node = this.#labels.ofBytes(bytes, from, to);
    if (node === NOT_UTF8)
      this.#file.violations.error(
        'E1014',
        this.#file.where(line, from - lineStart),
        `the ${end} is not valid UTF-8.`,
      );
    return node;
  }

  /** Cuts a line at every separator; returns the number of fields, or -1 where there is a quote. */
  #cut(bytes: Uint8Array, start: number, end: number, separator: number): number {
    let count = 0;
    let at = start;
    for (;;) {
      while (at < end && isBlank(bytes[at]) && bytes[at] !== separator) at++;
      const from = at;
      if (bytes[at] === 34 && at < end) return -1;
      while (at < end && bytes[at] !== separator) at++;
      let to = at;
      while (to > from && isBlank(bytes[to - 1])) to--;
      if (count < MAX_FIELDS) {
        this.#from[count] = from;
        this.#to[count] = to;
      }
      count++;
      if (at >= end) return count;
      at++;
    }
  }

  #cutBlanks(bytes: Uint8Array, start: number, end: number): number {
    let count = 0;
    let at = start;
    while (at < end) {
      if (bytes[at] === 34) return -1;
      const from = at;
      while (at < end && !isBlank(bytes[at])) at++;
      if (count < MAX_FIELDS) {
        this.#from[count] = from;
        this.#to[count] = at;
      }
      count++;
      while (at < end && isBlank(bytes[at])) at++;
    }
    return count;
  }

  /** The rare line with quotes: cut as text, then like any other. */
  #quotedEdge(layout: EdgeListLayout, bytes: Uint8Array, from: number, to: number, line: number): void {
    const text = UTF8.decode(bytes.subarray(from, to));
    if ((text.match(/"/g)!.length & 1) === 1) {
      this.#file.violations.error('E1083', this.#file.where(line), 'a quote is not closed.');
      return;
    }
    const fields = splitFields(text, layout.separator);
    if (fields.length !== layout.fieldCount) {
      this.#fault('E1083', this.#file.where(line), fields.length, layout.fieldCount);
      return;
    }
    const weightText = ENCODER.encode(fields[layout.weight]);
    const weight = parseDecimal(weightText, 0, weightText.length);
    if (!(weight >= 0 && weight < Infinity)) {
      this.#badWeight(fields[layout.weight], weight, this.#file.where(line));
      return;
    }
    const source = fields[layout.source];
    const target = fields[layout.target];
    if (source === '' || target === '') {
      this.#file.violations.error(
        'E1083',
        this.#file.where(line),
        `the ${source === '' ? 'source' : 'target'} is empty.`,
      );
      return;
    }
    this.#file.sum.add(weight, line);
    const sourceNode = this.#labels.ofText(source);
    const targetNode = this.#labels.ofText(target);
    if (sourceNode === targetNode) this.#file.selfLoops++;
    else this.#edges.push(sourceNode, targetNode, weight);
  }

  #fault(code: string, where: string, have: number, need: number): void {
    const message = `the line has ${grouped(have)} ${have === 1 ? 'field' : 'fields'}, the header ${grouped(need)}.`;
    this.#file.violations.error(code, where, message, { have, need, unit: 'fields' });
  }

  #badWeight(text: string, weight: number, where: string): void {
    let problem: string;
    if (text === '') problem = 'the weight is missing.';
    else if (weight < 0) problem = `the weight ${text.slice(0, 40)} is negative.`;
    else if (weight === Infinity)
      problem = `the weight ${text.slice(0, 40)} is beyond the largest double, 1.8e308.`;
    else problem = `the weight ${quoted(text)} is not a finite number.`;
    this.#file.violations.error('E1084', where, problem, {
      hint: 'A weight is the traffic over the edge: a number of at least 0.',
    });
  }

  #addNotes(layout: EdgeListLayout): void {
    const list = this.#file.violations;
    const where = this.#file.fileName;
    if (!layout.hasHeader)
      list.warn('W6080', where, 'no header: the columns were taken as source, target, weight.');
    if (layout.ignored.length > 0)
      list.note('W6081', where, `columns not read: ${layout.ignored.map(quoted).join(', ')}.`);
    if (layout.hasHeader && layout.weightName.toLowerCase() !== 'weight') {
      list.note('W6082', where, `the column ${quoted(layout.weightName)} is the weight.`);
    }
  }
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9;
}
