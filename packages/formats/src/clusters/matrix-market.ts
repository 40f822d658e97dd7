import { ViolationList, grouped, inputError, quoted } from '../input-error.ts';
import { asciiText, parseDecimal } from '../json/decimal.ts';
import type { ByteReader, ReadClusterGraph } from './cluster-graph.ts';
import { EdgeColumns } from './edge-columns.ts';
import { selfLoopNote } from './edge-list.ts';
import { LineSplitter } from './line-splitter.ts';
import {
  readMatrixMarketBanner,
  readMatrixMarketSize,
  type MatrixMarketBanner,
  type MatrixMarketSize,
} from './matrix-market-header.ts';
import { TrafficSum } from './traffic-sum.ts';

/**
 * Reads a square Matrix Market matrix in coordinates as a graph: row and column are nodes, counted
 * from 1 in the file, the value is the traffic from row to column; a `pattern` counts 1
 * each. Of a symmetric matrix each entry below the diagonal is one undirected edge; entries
 * on the diagonal are self-loops. Linear in the bytes.
 */
export class MatrixMarketReader implements ByteReader<ReadClusterGraph> {
  readonly #fileName: string;
  readonly #name: string;
  readonly #violations = new ViolationList();
  readonly #edges = new EdgeColumns();
  readonly #sum: TrafficSum;
  readonly #lines: LineSplitter;
  #banner: MatrixMarketBanner | null = null;
  #size: MatrixMarketSize | null = null;
  #sizeLine = 0;
  #entries = 0;
  #selfLoops = 0;

  constructor(fileName: string, name: string) {
    this.#fileName = fileName;
    this.#name = name;
    this.#sum = new TrafficSum((line) => `${fileName}:${line}:1`, this.#violations);
    this.#lines = new LineSplitter(fileName, (bytes, start, end, line) =>
      this.#line(bytes, start, end, line),
    );
  }

  feed(piece: Uint8Array): void {
    this.#lines.feed(piece);
  }

  finish(): ReadClusterGraph {
    this.#lines.finish();
    const last = `${this.#fileName}:${Math.max(this.#lines.lineCount, 1)}:1`;
    if (this.#banner === null || this.#size === null) {
      throw inputError(
        'E1089',
        last,
        'the file ends before the size line "rows columns entries".',
        'Was it written completely?',
      );
    }
    const { nodeCount, entryCount } = this.#size;
    if (this.#entries !== entryCount) {
      const message = `the file has ${grouped(this.#entries)} entries, its size line promises ${grouped(entryCount)}.`;
      this.#violations.error('E1089', `${this.#fileName}:${this.#sizeLine}:1`, message, {
        have: this.#entries,
        need: entryCount,
        unit: 'entries',
        hint: 'Was it written completely?',
      });
    }
    this.#violations.throwIfFailed(this.#fileName);
    if (this.#banner.field === 'pattern')
      this.#violations.warn('W6085', this.#fileName, 'no edge has a weight: each counts 1.');
    if (this.#selfLoops > 0) this.#violations.note('W6083', this.#fileName, selfLoopNote(this.#selfLoops));
    this.#sum.warn();
    return {
      graph: { name: this.#name, nodeCount, labels: null, ...this.#edges.take() },
      nameFromFile: true,
      diagnostics: this.#violations.notes,
    };
  }

  #line(bytes: Uint8Array, start: number, end: number, line: number): void {
    const where = `${this.#fileName}:${line}:1`;
    if (this.#banner === null) {
      this.#banner = readMatrixMarketBanner(asciiText(bytes, start, Math.min(end, start + 200)), where);
      return;
    }
    let from = start;
    while (from < end && isBlank(bytes[from])) from++;
    if (from === end || bytes[from] === 37) return;
    if (this.#size === null) {
      this.#size = readMatrixMarketSize(asciiText(bytes, from, Math.min(end, from + 200)), where);
      this.#sizeLine = line;
      return;
    }
    this.#entries++;
    this.#entry(this.#banner, this.#size.nodeCount, bytes, from, end, line, start);
  }

  #entry(
    banner: MatrixMarketBanner,
    nodeCount: number,
    bytes: Uint8Array,
    from: number,
    end: number,
    line: number,
    lineStart: number,
  ): void {
    const need = banner.field === 'pattern' ? 2 : 3;
    const values = [0, 0, 1];
    let count = 0;
    for (let at = from; at < end;) {
      const first = at;
      while (at < end && !isBlank(bytes[at])) at++;
      if (count < need && !this.#field(banner, nodeCount, bytes, first, at, count, line, lineStart, values))
        return;
      count++;
      while (at < end && isBlank(bytes[at])) at++;
    }
    if (count !== need) {
      const where = `${this.#fileName}:${line}:1`;
      const message = `the entry has ${grouped(count)} ${count === 1 ? 'field' : 'fields'}, a ${banner.field} matrix ${need}.`;
      this.#violations.error('E1083', where, message, { have: count, need, unit: 'fields' });
      return;
    }
    const [row, column, weight] = values;
    if (banner.symmetric && row < column) {
      const where = `${this.#fileName}:${line}:1`;
      const message = `the entry ${row}, ${column} is above the diagonal of a symmetric matrix.`;
      this.#violations.error('E1089', where, message, {
        hint: 'A symmetric matrix lists its lower triangle only: row >= column. If both halves are there, it is general.',
      });
      return;
    }
    this.#sum.add(weight, line);
    if (row === column) this.#selfLoops++;
    else if (banner.symmetric) this.#edges.push(column - 1, row - 1, weight);
    else this.#edges.push(row - 1, column - 1, weight);
  }

  /** Reads one field of an entry into `values`; false where it is wrong. */
  #field(
    banner: MatrixMarketBanner,
    nodeCount: number,
    bytes: Uint8Array,
    from: number,
    to: number,
    field: number,
    line: number,
    lineStart: number,
    values: number[],
  ): boolean {
    const value = parseDecimal(bytes, from, to);
    values[field] = value;
    const whole = field < 2 || banner.field === 'integer';
    const least = field < 2 ? 1 : 0;
    const most = field < 2 ? nodeCount : Number.MAX_VALUE;
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) return true;
    const where = `${this.#fileName}:${line}:${from - lineStart + 1}`;
    const text = quoted(asciiText(bytes, from, Math.min(to, from + 80)));
    if (field < 2) {
      const what = field === 0 ? 'row' : 'column';
      this.#violations.error(
        'E1085',
        where,
        `the ${what} ${text} is not a number from 1 to ${grouped(nodeCount)}.`,
      );
      return false;
    }
    const rule = banner.field === 'integer' ? 'a whole number of at least 0' : 'a number of at least 0';
    this.#violations.error('E1084', where, `the value ${text} is not ${rule}.`, {
      hint: 'A value is the traffic from the row to the column.',
    });
    return false;
  }
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9;
}
