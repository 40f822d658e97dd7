import { grouped, inputError, quoted } from '../../input-error.ts';
import { asciiText, parseDecimal } from '../../json/decimal.ts';
import type { ByteReader, ReadClusterGraph } from '../cluster-graph.ts';
import { EdgeColumns } from '../edge-columns.ts';
import { GraphLines } from '../graph-lines.ts';
import {
  readMatrixMarketBanner,
  readMatrixMarketSize,
  type MatrixMarketBanner,
  type MatrixMarketSize,
} from './matrix-market-header.ts';

/**
 * Reads a square Matrix Market matrix in coordinates as a graph: row and column are nodes, counted
 * from 1 in the file, the value is the traffic from row to column; a `pattern` counts 1
 * each. Of a symmetric matrix each entry below the diagonal is one undirected edge; entries
 * on the diagonal are self-loops. Linear in the bytes.
 */
export class MatrixMarketReader implements ByteReader<ReadClusterGraph> {
  readonly #file: GraphLines;
  readonly #edges = new EdgeColumns();
  #banner: MatrixMarketBanner | null = null;
  #size: MatrixMarketSize | null = null;
  #sizeLine = 0;
  #entries = 0;

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
      this.#file.violations.error('E1089', this.#file.where(this.#sizeLine), message, {
        have: this.#entries,
        need: entryCount,
        unit: 'entries',
        hint: 'Was it written completely?',
      });
    }
    if (this.#banner.field === 'pattern')
      this.#file.violations.warn('W6085', this.#file.fileName, 'no edge has a weight: each counts 1.');
    return this.#file.result({ nodeCount, labels: null, ...this.#edges.take() });
  }

  #line(bytes: Uint8Array, start: number, end: number, line: number): void {
    const where = this.#file.where(line);
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
      const where = this.#file.where(line);
      const message = `the entry has ${grouped(count)} ${count === 1 ? 'field' : 'fields'}, a ${banner.field} matrix ${need}.`;
      this.#file.violations.error('E1083', where, message, { have: count, need, unit: 'fields' });
      return;
    }
    const [row, column, weight] = values;
    if (banner.symmetric && row < column) {
      const where = this.#file.where(line);
      const message = `the entry ${row}, ${column} is above the diagonal of a symmetric matrix.`;
      this.#file.violations.error('E1089', where, message, {
        hint: 'A symmetric matrix lists its lower triangle only: row >= column. If both halves are there, it is general.',
      });
      return;
    }
    this.#file.sum.add(weight, line);
    if (row === column) this.#file.selfLoops++;
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
    const where = this.#file.where(line, from - lineStart);
    const text = quoted(asciiText(bytes, from, Math.min(to, from + 80)));
    if (field < 2) {
      const what = field === 0 ? 'row' : 'column';
      this.#file.violations.error(
        'E1085',
        where,
        `the ${what} ${text} is not a number from 1 to ${grouped(nodeCount)}.`,
      );
      return false;
    }
    const rule = banner.field === 'integer' ? 'a whole number of at least 0' : 'a number of at least 0';
    this.#file.violations.error('E1084', where, `the value ${text} is not ${rule}.`, {
      hint: 'A value is the traffic from the row to the column.',
    });
    return false;
  }
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9;
}
