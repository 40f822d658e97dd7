import { NmapError, type Diagnostic } from '@nmap/ir';
import type { AnyPass } from './pass.ts';
import { STAGE_ORDER, type CompileStageName } from './stage.ts';

/**
 * @param start stage that the first pass begins with.
 * @param skipped passes in front that are added by themselves: they are not counted.
 * @throws NmapError (input) naming every pass that stands where it cannot.
 */
export function checkOrder(start: CompileStageName, passes: readonly AnyPass[], skipped = 0): void {
  let at = start;
  let before: string | null = null;
  const faults: Diagnostic[] = [];
  for (const [index, pass] of passes.entries()) {
    if (pass.from !== at) {
      faults.push({
        code: 'E1402',
        severity: 'error',
        where: `pipeline, pass ${index + 1 - skipped} (${pass.name})`,
        message: `starts from a ${pass.from} network, but ${before ?? 'the start'} before it leaves it ${at}.`,
        hint: missing(at, passes) ?? wayOut(start, passes, skipped),
      });
    }
    at = pass.to;
    before = pass.name;
  }
  if (faults.length > 0) throw new NmapError('input', faults);
}

/** The kind of pass that the pipeline lacks altogether to go on from a stage. */
function missing(at: CompileStageName, passes: readonly AnyPass[]): string | null {
  if (passes.some(({ from, to }) => from === at && to !== at)) return null;
  if (at === 'lowered') return 'Add a partitioner before it, e.g. partition/greedy.';
  return at === 'clustered' ? 'Add a placer before it, e.g. place/hilbert.' : null;
}

/** The same passes in an order that works, where there is one. */
function wayOut(start: CompileStageName, passes: readonly AnyPass[], skipped: number): string {
  const sorted = [...passes].sort(
    (a, b) =>
      STAGE_ORDER.indexOf(a.from) - STAGE_ORDER.indexOf(b.from) ||
      STAGE_ORDER.indexOf(a.to) - STAGE_ORDER.indexOf(b.to),
  );
  // Refiners end where they begin: they may follow each other, and come after what leads to their stage.
  const chained: AnyPass[] = [];
  let at = start;
  for (const pass of [...sorted.filter(({ from, to }) => from !== to)]) {
    if (pass.from !== at) return 'Order: lower; partition/...; place/...; refine/...; route/...';
    chained.push(pass);
    at = pass.to;
    chained.push(...sorted.filter(({ from, to }) => from === to && from === at));
  }
  const text = chained.slice(skipped).map(({ name }) => name);
  return chained.length === passes.length
    ? `Write "${text.join('; ')}".`
    : 'Order: lower; partition/...; place/...; refine/...; route/...';
}
