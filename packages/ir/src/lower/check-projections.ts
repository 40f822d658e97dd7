import { nearestWord } from '@nmap/kernels';
import type { Report } from '../connectors/connector.ts';
import {
  CONNECTOR_NAMES,
  checkConnector,
  countSynapses,
  hasKnownCount,
  kernelLength,
} from '../connectors/table.ts';
import { makeEnds } from '../connectors/weighted.ts';
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from '../network-spec.ts';
import { checkLength, checkValues, type ValueRule } from './check-values.ts';
import type { Violations } from './diagnostics.ts';
import { reportTooMany } from './report-too-many.ts';

const KERNEL_ENTRIES = 'entries of the kernel [outChannels, inChannels / groups, height, width]';

/** Reports what is wrong with the projections. Connectors are judged only between sound populations. */
export function checkProjections(
  spec: NetworkSpec,
  sound: ReadonlyMap<string, PopulationSpec>,
  maxSynapses: number,
  violations: Violations,
): void {
  const known = new Set(spec.populations.map(({ id }) => id));
  const shown = firstNames(known);
  let expected = 0;
  spec.projections.forEach((projection, index) => {
    const report = violations.at(projectionName(projection, index));
    checkEnd('from', projection.from, known, shown, report);
    checkEnd('to', projection.to, known, shown, report);
    if (!(CONNECTOR_NAMES as readonly string[]).includes(projection.connector)) {
      const hint = `Connectors: ${CONNECTOR_NAMES.join(', ')}.`;
      const violation = {
        code: 'E1111',
        message: `unknown connector ${JSON.stringify(projection.connector)}.`,
        have: projection.connector,
        need: CONNECTOR_NAMES.join(', '),
        hint,
      };
      report(violation, () => {
        const nearest = nearestWord(String(projection.connector), CONNECTOR_NAMES);
        return nearest === null ? {} : { hint: `Did you mean ${nearest}? ${hint}` };
      });
      return;
    }
    if (projection.weight !== undefined) checkValues('weight', projection.weight, WEIGHT, report);
    if (projection.delayMs !== undefined) checkValues('delayMs', projection.delayMs, DELAY, report);
    const from = sound.get(projection.from);
    const to = sound.get(projection.to);
    if (!from || !to) return;
    let clean = true;
    const ends = makeEnds(from, to, index);
    checkConnector(projection, ends, (violation) => {
      clean = false;
      report(violation);
    });
    if (!clean) return;
    const synapses = countSynapses(projection, ends);
    expected += synapses;
    const entries = kernelLength(projection, ends);
    if (entries !== null) checkPerSynapse(projection, entries, KERNEL_ENTRIES, report);
    else if (hasKnownCount(projection)) checkPerSynapse(projection, synapses, 'synapses', report);
  });
  // Where chance decides, the count after drawing is the one that matters: allow it some luck.
  if (expected > maxSynapses * 1.001) reportTooMany('synapses', expected, maxSynapses, violations);
}

/** Lists of weights and delays against the number of synapses that were drawn. */
export function checkDrawnLists(
  projection: ProjectionSpec,
  index: number,
  drawn: number,
  violations: Violations,
): void {
  if (hasKnownCount(projection)) return;
  checkPerSynapse(projection, drawn, 'synapses', violations.at(projectionName(projection, index)));
}

function projectionName(projection: ProjectionSpec, index: number): string {
  return `projections[${index}] (${String(projection.from)} -> ${String(projection.to)})`;
}

const WEIGHT: ValueRule = { code: 'E1115', good: Number.isFinite, rule: 'must be a number' };

const DELAY: ValueRule = {
  code: 'E1115',
  good: (value) => Number.isFinite(value) && value >= 0,
  rule: 'must be a number of at least 0',
  unit: 'ms',
};

/** As many names as fit a message. */
function firstNames(known: ReadonlySet<string>): string {
  const names = [...known];
  return names.slice(0, 10).join(', ') + (names.length > 10 ? ', ...' : '');
}

function checkEnd(
  end: 'from' | 'to',
  id: string,
  known: ReadonlySet<string>,
  shown: string,
  report: Report,
): void {
  if (known.has(id)) return;
  const violation = {
    code: 'E1110',
    message: `${end} names the unknown population ${JSON.stringify(id)}.`,
    have: String(id),
    need: shown,
    hint: `Populations: ${shown}.`,
  };
  report(violation, () => {
    const nearest = nearestWord(String(id), [...known]);
    return nearest === null ? {} : { hint: `Did you mean ${nearest}?` };
  });
}

function checkPerSynapse(projection: ProjectionSpec, need: number, unit: string, report: Report): void {
  const { weight, delayMs } = projection;
  if (weight !== undefined) checkLength('weight', weight, need, unit, WEIGHT.code, report);
  if (delayMs !== undefined) checkLength('delayMs', delayMs, need, unit, DELAY.code, report);
}
