import type { Report } from '../model/report.ts';

/** Edges of a report from both ends; the incoming ones are looked up when they are first asked for. */
export class EdgeIndex {
  readonly #report: Report;
  #into: { readonly start: Uint32Array; readonly edge: Uint32Array; readonly source: Uint32Array } | null =
    null;

  constructor(report: Report) {
    this.#report = report;
  }

  /** Edges that leave a core, the heaviest first. */
  outOf(index: number): { readonly edge: number; readonly other: number }[] {
    const { start, target } = this.#report.edges;
    const found = [];
    for (let edge = start[index]; edge < start[index + 1]; edge++) found.push({ edge, other: target[edge] });
    return this.#heaviest(found);
  }

  into(index: number): { readonly edge: number; readonly other: number }[] {
    const { start, edge, source } = (this.#into ??= this.#turned());
    const found = [];
    for (let k = start[index]; k < start[index + 1]; k++) found.push({ edge: edge[k], other: source[k] });
    return this.#heaviest(found);
  }

  #heaviest(
    found: { readonly edge: number; readonly other: number }[],
  ): { readonly edge: number; readonly other: number }[] {
    const { weight } = this.#report.edges;
    return found.sort((a, b) => weight[b.edge] - weight[a.edge] || a.other - b.other);
  }

  #turned() {
    const { edges, cores } = this.#report;
    const start = new Uint32Array(cores.count + 2);
    for (const other of edges.target) start[other + 1]++;
    for (let k = 0; k <= cores.count; k++) start[k + 1] += start[k];
    const next = start.slice();
    const edge = new Uint32Array(edges.target.length);
    const source = new Uint32Array(edges.target.length);
    for (let from = 0; from <= cores.count; from++)
      for (let e = edges.start[from]; e < edges.start[from + 1]; e++) {
        const at = next[edges.target[e]]++;
        edge[at] = e;
        source[at] = from;
      }
    return { start, edge, source };
  }
}
