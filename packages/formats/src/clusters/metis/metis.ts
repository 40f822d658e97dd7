import { transpose, type Csr } from '@nmap/kernels';
import { grouped, inputError, quoted } from '../../input-error.ts';
import { asciiText, parseDecimal } from '../../json/decimal.ts';
import { NumberList } from '../../json/number-list.ts';
import type { ByteReader, ReadClusterGraph } from '../cluster-graph.ts';
import { GraphLines } from '../graph-lines.ts';
import { readMetisHeader, type MetisHeader } from './metis-header.ts';

/**
 * Reads a METIS `.graph` file: `n m [fmt [ncon]]`, then one line for each vertex with its
 * neighbours, 1-based. An empty line is a vertex without neighbours; only lines
 * that begin with `%` are comments. Every undirected edge stands at both ends and is
 * used once, from the smaller vertex to the larger.
 * Linear in the bytes, but for sorting the neighbours of both halves by counting.
 */
export class MetisReader implements ByteReader<ReadClusterGraph> {
  readonly #file: GraphLines;
  #header: MetisHeader | null = null;
  #headerLine = 0;
  #vertices = 0;
  #starts: Uint32Array = new Uint32Array(1);
  /** Line of each vertex, for messages. */
  #lineOf: Uint32Array = new Uint32Array(0);
  /** Neighbour and weight of every entry, self-loops left out. */
  readonly #neighbours = new NumberList();
  readonly #weights = new NumberList();

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
    const header = this.#header;
    if (header === null)
      throw inputError('E1002', this.#file.fileName, 'the file is empty; a METIS graph was expected.');
    if (this.#vertices < header.vertexCount) {
      const message = `the file ends after ${grouped(this.#vertices)} vertex lines, its header promises ${grouped(header.vertexCount)}.`;
      const hint = 'A vertex without neighbours needs an empty line of its own.';
      this.#file.violations.error('E1086', last, message, {
        have: this.#vertices,
        need: header.vertexCount,
        unit: 'vertex lines',
        hint,
      });
    }
    this.#file.violations.throwIfFailed(this.#file.fileName);
    const target = new Uint32Array(this.#neighbours.take());
    this.#checkEdgeCount(header, target.length);
    const edges = this.#undirected(header.vertexCount, target, this.#weights.take());
    edges.weight.forEach((weight, edge) => this.#file.sum.add(weight, this.#lineOf[edges.source[edge]]));
    if (header.ignored > 0)
      this.#file.violations.note(
        'W6084',
        this.#file.fileName,
        'vertex weights and sizes are not read: a cluster fills one core.',
      );
    return this.#file.result({ nodeCount: header.vertexCount, labels: null, ...edges });
  }

  #line(bytes: Uint8Array, start: number, end: number, line: number): void {
    if (bytes[start] === 37 && start < end) return;
    if (this.#header === null) {
      const text = asciiText(bytes, start, Math.min(end, start + 200));
      if (text.trim() === '') return;
      this.#header = readMetisHeader(text, this.#file.where(line));
      this.#headerLine = line;
      this.#starts = new Uint32Array(this.#header.vertexCount + 1);
      this.#lineOf = new Uint32Array(this.#header.vertexCount);
      return;
    }
    if (this.#vertices < this.#header.vertexCount) this.#vertex(this.#header, bytes, start, end, line);
    else if (asciiText(bytes, start, Math.min(end, start + 200)).trim() !== '') {
      throw inputError(
        'E1086',
        this.#file.where(line),
        `more vertex lines than the ${grouped(this.#header.vertexCount)} of the header.`,
      );
    }
  }

  #vertex(header: MetisHeader, bytes: Uint8Array, start: number, end: number, line: number): void {
    const vertex = this.#vertices++;
    this.#lineOf[vertex] = line;
    const { ignored, hasEdgeWeights, vertexCount } = header;
    let field = 0;
    let neighbour = -1;
    let at = start;
    for (;;) {
      while (at < end && (bytes[at] === 32 || bytes[at] === 9)) at++;
      if (at >= end) break;
      const from = at;
      while (at < end && bytes[at] !== 32 && bytes[at] !== 9) at++;
      const value = parseDecimal(bytes, from, at);
      const place = from - start;
      if (field < ignored) {
        if (!(value >= 0))
          this.#bad(
            line,
            place,
            'E1087',
            `the vertex weight ${quoted(asciiText(bytes, from, at))} is not a number of at least 0.`,
          );
      } else if (hasEdgeWeights && ((field - ignored) & 1) === 1) {
        if (!(value >= 0 && value < Infinity)) {
          this.#bad(
            line,
            place,
            'E1084',
            `the edge weight ${quoted(asciiText(bytes, from, at))} is not a number of at least 0.`,
          );
        } else if (neighbour >= 0) this.#entry(vertex, neighbour, value);
      } else {
        neighbour = Number.isInteger(value) && value >= 1 && value <= vertexCount ? value - 1 : -1;
        if (neighbour < 0) {
          const what = quoted(asciiText(bytes, from, at));
          this.#bad(
            line,
            place,
            'E1085',
            `the neighbour ${what} is not a vertex from 1 to ${grouped(vertexCount)}.`,
          );
        } else if (!hasEdgeWeights) this.#entry(vertex, neighbour, 1);
      }
      field++;
    }
    if (field > 0 && field < ignored)
      this.#bad(line, 0, 'E1083', `vertex ${vertex + 1} has ${field} of its ${ignored} weights.`);
    if (hasEdgeWeights && field > ignored && ((field - ignored) & 1) === 1) {
      this.#bad(line, end - start, 'E1083', `vertex ${vertex + 1}: the last neighbour has no edge weight.`);
    }
    this.#starts[vertex + 1] = this.#neighbours.length;
  }

  #entry(vertex: number, neighbour: number, weight: number): void {
    if (vertex === neighbour) {
      this.#file.selfLoops++;
      return;
    }
    this.#neighbours.push(neighbour);
    this.#weights.push(weight);
  }

  #bad(line: number, offset: number, code: string, message: string): void {
    this.#file.violations.error(code, this.#file.where(line, offset), message);
  }

  /** Some writers count self-loops, some list them twice: any of these is taken. */
  #checkEdgeCount(header: MetisHeader, entries: number): void {
    const promised = header.edgeCount;
    if (entries === 2 * promised) return;
    if (
      entries + this.#file.selfLoops === 2 * promised ||
      entries + 2 * this.#file.selfLoops === 2 * promised
    )
      return;
    const message = `the header promises ${grouped(promised)} edges, the vertices list ${grouped(entries)} neighbours; that is ${grouped(entries / 2)} edges.`;
    const hint = 'Each edge is listed at both ends and counted once.';
    this.#file.violations.error('E1086', this.#file.where(this.#headerLine), message, {
      have: entries / 2,
      need: promised,
      unit: 'edges',
      hint,
    });
  }

  /** Keeps each edge from its smaller end, after checking that the larger end lists it too. */
  #undirected(
    vertexCount: number,
    target: Uint32Array,
    weight: Float64Array,
  ): { source: Uint32Array; target: Uint32Array; weight: Float64Array } {
    const starts = this.#starts;
    const up = half(starts, target, weight, (from, to) => from < to);
    const down = half(starts, target, weight, (from, to) => from > to);
    // Transposing sorts: down once, up twice, and both are by smaller, then larger vertex.
    const upward = transposed(transposed(up, vertexCount), vertexCount);
    const mirrored = transposed(down, vertexCount);
    const source = new Uint32Array(upward.target.length);
    for (let vertex = 0; vertex < vertexCount; vertex++) {
      const first = upward.start[vertex];
      const end = upward.start[vertex + 1];
      source.fill(vertex, first, end);
      this.#compare(vertex, upward, mirrored);
    }
    return { source, target: upward.target, weight: upward.weight };
  }

  #compare(vertex: number, upward: WeightedCsr, mirrored: WeightedCsr): void {
    let a = upward.start[vertex];
    let b = mirrored.start[vertex];
    const aEnd = upward.start[vertex + 1];
    const bEnd = mirrored.start[vertex + 1];
    while (a < aEnd || b < bEnd) {
      const toA = a < aEnd ? upward.target[a] : Infinity;
      const toB = b < bEnd ? mirrored.target[b] : Infinity;
      if (toA === toB) {
        if (upward.weight[a] !== mirrored.weight[b])
          this.#unequal(vertex, toA, upward.weight[a], mirrored.weight[b]);
        a++;
        b++;
      } else if (toA < toB) {
        this.#oneSided(vertex, toA);
        a++;
      } else {
        this.#oneSided(toB, vertex);
        b++;
      }
    }
  }

  #oneSided(lists: number, listed: number): void {
    const where = this.#file.where(this.#lineOf[lists]);
    const message = `vertex ${lists + 1} lists ${listed + 1}, but vertex ${listed + 1} (line ${this.#lineOf[listed]}) does not list ${lists + 1}.`;
    this.#file.violations.error('E1088', where, message, { hint: 'An undirected edge stands at both ends.' });
  }

  #unequal(vertex: number, other: number, have: number, need: number): void {
    const where = this.#file.where(this.#lineOf[vertex]);
    const message = `the edge ${vertex + 1} to ${other + 1} weighs ${have} here and ${need} at its other end (line ${this.#lineOf[other]}).`;
    this.#file.violations.error('E1088', where, message, { have, need: String(need) });
  }
}

interface WeightedCsr extends Csr {
  readonly weight: Float64Array;
}

/** The entries of a graph that pass, row by row. */
function half(
  starts: Uint32Array,
  target: Uint32Array,
  weight: Float64Array,
  keep: (from: number, to: number) => boolean,
): WeightedCsr {
  const start = new Uint32Array(starts.length);
  const kept = new Uint32Array(target.length);
  const keptWeight = new Float64Array(target.length);
  let count = 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let e = starts[row]; e < starts[row + 1]; e++) {
      if (!keep(row, target[e])) continue;
      kept[count] = target[e]!;
      keptWeight[count++] = weight[e]!;
    }
    start[row + 1] = count;
  }
  return { start, target: kept.slice(0, count), weight: keptWeight.slice(0, count) };
}

function transposed(graph: WeightedCsr, vertexCount: number): WeightedCsr {
  const entryOf = new Uint32Array(graph.target.length);
  const { start, target } = transpose(graph, vertexCount, entryOf);
  return { start, target, weight: Float64Array.from(entryOf, (entry) => graph.weight[entry]) };
}
