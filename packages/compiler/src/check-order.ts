import { NmapError, type Diagnostic } from '@nmap/ir';
import { STAGE_ORDER, type CompileStageName } from './stage.ts';

interface OrderedPass<Stage extends string> {
  readonly name: string;
  readonly from: Stage;
  readonly to: Stage;
}

/** Stages in their order, and what to say where a pass does not follow it. */
export interface StageLanguage<Stage extends string> {
  readonly order: readonly Stage[];
  /** What goes on from a stage where no pass does. */
  readonly missing: (at: Stage) => string | null;
  /** The usual order, in words. */
  readonly usual: string;
}

/** Mapping: from the network as it was written to its routes. */
export const MAPPING: StageLanguage<CompileStageName> = {
  order: STAGE_ORDER,
  missing: (at) => {
    if (at === 'lowered') return 'Add a partitioner before it, e.g. partition/greedy.';
    return at === 'clustered' ? 'Add a placer before it, e.g. place/hilbert.' : null;
  },
  usual: 'Order: lower; partition/...; place/...; refine/...; route/..., and split/... may come before.',
};

/**
 * @param start stage that the first pass begins with.
 * @param skipped passes in front that are added by themselves: they are not counted.
 * @throws NmapError (input) naming every pass that stands where it cannot.
 */
export function checkOrder<Stage extends string>(
  start: Stage,
  passes: readonly OrderedPass<Stage>[],
  language: StageLanguage<Stage>,
  skipped = 0,
): void {
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
        hint: missing(at, passes, language) ?? wayOut(start, passes, language, skipped),
      });
    }
    at = pass.to;
    before = pass.name;
  }
  if (faults.length > 0) throw new NmapError('input', faults);
}

/** The kind of pass that the pipeline lacks altogether to go on from a stage. */
function missing<Stage extends string>(
  at: Stage,
  passes: readonly OrderedPass<Stage>[],
  language: StageLanguage<Stage>,
): string | null {
  return passes.some(({ from, to }) => from === at && to !== at) ? null : language.missing(at);
}

/** The same passes in an order that works, where there is one. */
function wayOut<Stage extends string>(
  start: Stage,
  passes: readonly OrderedPass<Stage>[],
  { order, usual }: StageLanguage<Stage>,
  skipped: number,
): string {
  const sorted = [...passes].sort(
    (a, b) => order.indexOf(a.from) - order.indexOf(b.from) || order.indexOf(a.to) - order.indexOf(b.to),
  );
  // Refiners end where they begin: they may follow each other, and come after what leads to their stage.
  const chained: OrderedPass<Stage>[] = [];
  let at = start;
  for (const pass of sorted.filter(({ from, to }) => from !== to)) {
    if (pass.from !== at) return usual;
    chained.push(pass);
    at = pass.to;
    chained.push(...sorted.filter(({ from, to }) => from === to && from === at));
  }
  const text = chained.slice(skipped).map(({ name }) => name);
  return chained.length === passes.length ? `Write "${text.join('; ')}".` : usual;
}
