/**
 * Compiles under ceilings (`maxStepNs`, `maxLinkLoad`): where the objective alone ends above one, time or congestion is added
 * to it, ever heavier, until the placement is below. What was minimised in the end is the objective of the result, so its
 * manifest says it and a replay does the same.
 *
 * **Source** The penalty method: R. Courant, Bull. AMS 49, 1943. **Differs**: the weights are four, each a hundred times the
 * last and the last without the objective, since each takes a whole compilation.
 */
import { NmapError, type Clustered, type Diagnostic, type Objective, type Placed } from '@nmap/ir';
import { objectiveText, objectiveValue, parseObjective, type WeightedObjective } from '@nmap/energy';
import { verifyCeilings, type StatedNumbers } from '@nmap/judge';
import type { RunResult } from './runner.ts';
import type { Source } from './stage.ts';

/** What the terms that press on a ceiling come to, in the objective's own value: once each. */
const SHARES = [1e-4, 1e-2, 1];

interface Compiled {
  readonly routed: { readonly placed: Placed };
  readonly numbers: StatedNumbers;
  readonly run: RunResult;
}

/** @throws NmapError (not-found) where no placement below the ceilings was found, with what was reached. */
export async function keepCeilings<Result extends Compiled>(
  start: Source | Clustered,
  compileOnce: (start: Source | Clustered, elapsedBeforeMs: number) => Promise<Result>,
): Promise<Result> {
  const first = await compileOnce(start, 0);
  let faults = ceilingFaults(first);
  let last = first;
  let elapsedMs = first.run.timeMs;
  const asked = 'problem' in start ? start.problem.objective : start.objective;
  // Whatever was above its ceiling once is pressed on from then on: what lowers one may raise the other.
  const broken = new Set<string>();
  for (const share of [...SHARES, null]) {
    if (faults.length === 0 || last.run.stopped !== null || faults.some(isUnknown)) break;
    for (const { where } of faults) broken.add(where);
    const text = pressed(asked, first, broken, share);
    last = await compileOnce(withObjective(start, text), elapsedMs);
    elapsedMs += last.run.timeMs;
    faults = ceilingFaults(last);
  }
  if (faults.length > 0) throw new NmapError('not-found', faults.map(asNotFound));
  return last;
}

function ceilingFaults({ routed, numbers }: Compiled): Diagnostic[] {
  return verifyCeilings(routed.placed, numbers.metrics);
}

/** No search lowers a time that the chip's constants do not tell. */
function isUnknown({ have }: Diagnostic): boolean {
  return have === 'unknown';
}

/** The objective with time or congestion, or both, added; share null = these alone. */
function pressed(
  asked: Objective,
  { routed, numbers }: Compiled,
  broken: ReadonlySet<string>,
  share: number | null,
): Objective {
  const pressing = [...broken].map((where) =>
    where === 'maxStepNs'
      ? { name: 'time', value: numbers.metrics.further?.['timeNs'] ?? 0 }
      : { name: 'congestion', value: numbers.metrics.maxLinkLoad },
  );
  // What costs nothing yet is outweighed by anything.
  const value = Math.abs(objectiveValue(routed.placed).value ?? 0) || 1;
  const terms: WeightedObjective[] = share === null ? [] : [...parseObjective(asked)];
  for (const { name, value: pressure } of pressing) {
    const weight = share === null ? 1 / Math.max(1, pressure) : (share * value) / Math.max(1, pressure);
    const at = terms.findIndex(({ objective }) => objective.name === name);
    const before = at < 0 ? 0 : terms[at].weight;
    const [{ objective }] = parseObjective(name);
    const term = { objective, weight: rounded(before + weight) };
    if (at < 0) terms.push(term);
    else terms[at] = term;
  }
  // One term alone weighs nothing.
  return objectiveText(terms.length === 1 ? [{ ...terms[0], weight: 1 }] : terms);
}

/** Few digits are enough, and are what the manifest says. */
function rounded(weight: number): number {
  return Number(weight.toPrecision(3));
}

function withObjective(start: Source | Clustered, objective: Objective): Source | Clustered {
  return 'problem' in start
    ? { ...start, problem: { ...start.problem, objective } }
    : { ...start, objective };
}

/** The same fact, said of a search in place of a manifest. */
function asNotFound(fault: Diagnostic): Diagnostic {
  const isTime = fault.where === 'maxStepNs';
  return {
    ...fault,
    code: isTime ? 'E3203' : 'E3204',
    hint: isTime
      ? 'Raise --max-time-us, or allow more cores (--cores), or take a chip with more of them.'
      : 'Raise --max-link-load, or take --preset best, or a chip with more links.',
  };
}
