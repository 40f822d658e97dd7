/** Products of linear maps entry by entry. */
import { NmapError } from '@nmap/ir';
import { visitEntries } from './entries.ts';
import { inSize, outSize, type DenseOperator, type LinearOperator, type SparseOperator } from './operator.ts';

/** Entries of a list that are made at most: 800 MB. */
const MOST_ENTRIES = 50_000_000;

/** A dense layer over anything is dense. */
export function denseOver(outer: DenseOperator, inner: LinearOperator): DenseOperator {
  const middle = inSize(outer);
  const inputs = inSize(inner);
  const outputs = outSize(outer);
  checkEntries(outputs * inputs);
  const weight = new Float64Array(outputs * inputs);
  visitEntries(inner, (pre, post, factor) => {
    for (let out = 0; out < outputs; out++)
      weight[out * inputs + pre] += outer.weight[out * middle + post] * factor;
  });
  return { kind: 'dense', from: inner.from, to: outer.to, weight };
}

/** As a list of entries, by post, then pre. */
export function product(outer: LinearOperator, inner: LinearOperator): SparseOperator {
  const rows = rowsOf(inner);
  const pre: number[] = [];
  const post: number[] = [];
  const weight: number[] = [];
  const sum = new Float64Array(inSize(inner));
  const seen = new Uint8Array(inSize(inner));
  let touched: number[] = [];
  let row = -1;
  const flush = (): void => {
    touched.sort((a, b) => a - b);
    for (const from of touched) {
      pre.push(from);
      post.push(row);
      weight.push(sum[from]);
      sum[from] = 0;
      seen[from] = 0;
    }
    checkEntries(pre.length);
    touched = [];
  };
  visitEntries(outer, (middle, out, factor) => {
    if (out !== row) {
      flush();
      row = out;
    }
    for (let k = rows.start[middle]; k < rows.start[middle + 1]; k++) {
      const from = rows.pre[k];
      if (seen[from] === 0) {
        seen[from] = 1;
        touched.push(from);
      }
      sum[from] += factor * rows.weight[k];
    }
  });
  flush();
  return {
    kind: 'sparse',
    from: inner.from,
    to: outer.to,
    pre: Uint32Array.from(pre),
    post: Uint32Array.from(post),
    weight: Float64Array.from(weight),
  };
}

/** Entries by post: start[post] .. start[post + 1] - 1. */
function rowsOf(operator: LinearOperator): { start: Uint32Array; pre: Uint32Array; weight: Float64Array } {
  const start = new Uint32Array(outSize(operator) + 1);
  visitEntries(operator, (_pre, post) => start[post + 1]++);
  for (let post = 0; post < start.length - 1; post++) start[post + 1] += start[post];
  checkEntries(start[start.length - 1]);
  const pre = new Uint32Array(start[start.length - 1]);
  const weight = new Float64Array(pre.length);
  let k = 0;
  visitEntries(operator, (from, _post, value) => {
    pre[k] = from;
    weight[k++] = value;
  });
  return { start, pre, weight };
}

function checkEntries(count: number): void {
  if (count <= MOST_ENTRIES) return;
  throw new NmapError('input', [
    {
      code: 'E1761',
      severity: 'error',
      where: 'model',
      message: `two linear layers without an activation between them make more than ${MOST_ENTRIES} synapses.`,
      hint: 'Put an activation between them, or train with one.',
    },
  ]);
}
