import { ViolationList } from '../input-error.ts';
import type { LabelledClusterGraph, ReadClusterGraph } from './cluster-graph.ts';
import { LineSplitter, type LineSink } from './line-splitter.ts';
import { selfLoopNote } from './self-loop-note.ts';
import { TrafficSum } from './traffic-sum.ts';

/** What every reader of a cluster graph in lines has: its lines, the faults and the traffic found in them, the result. */
export class GraphLines {
  readonly fileName: string;
  readonly violations = new ViolationList();
  readonly sum: TrafficSum;
  /** Entries from a node to itself, which no graph holds. */
  selfLoops = 0;
  readonly #name: string;
  readonly #lines: LineSplitter;

  /** @param sink receives each line, without its line break. */
  constructor(fileName: string, name: string, sink: LineSink) {
    this.fileName = fileName;
    this.#name = name;
    this.#lines = new LineSplitter(fileName, sink);
    this.sum = new TrafficSum((line) => this.where(line), this.violations);
  }

  feed(piece: Uint8Array): void {
    this.#lines.feed(piece);
  }

  /** Hands over the last line; returns the place where the file ends. */
  end(): string {
    this.#lines.finish();
    return this.where(Math.max(this.#lines.lineCount, 1));
  }

  /** @param offset bytes before the place in its line. */
  where(line: number, offset = 0): string {
    return `${this.fileName}:${line}:${offset + 1}`;
  }

  /** The graph with what there is to say of it. Throws where anything was wrong. */
  result(graph: Omit<LabelledClusterGraph, 'name'>): ReadClusterGraph {
    this.violations.throwIfFailed(this.fileName);
    if (this.selfLoops > 0) this.violations.note('W6083', this.fileName, selfLoopNote(this.selfLoops));
    this.sum.warn();
    return {
      graph: { name: this.#name, ...graph },
      nameFromFile: true,
      diagnostics: this.violations.notes,
    };
  }
}
