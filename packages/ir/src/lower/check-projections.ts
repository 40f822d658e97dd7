import { nearestWord } from '@nmap/kernels';
import type { Report } from '../connectors/connector.ts';
import { kernelLength } from '../connectors/conv2d.ts';
import { CONNECTOR_NAMES, checkConnector, countSynapses } from '../connectors/table.ts';
import { isByTap, makeEnds } from '../connectors/weighted.ts';
import type { NetworkSpec, PopulationSpec, ProjectionSpec } from '../network-spec.ts';
import { checkLength, checkValues, type ValueRule } from './check-values.ts';
import { grouped, type Violations } from './diagnostics.ts';

/** Names among which one that may be meant is looked for, and unknown ones for which it is done. */
const MOST_COMPARED = 1000;
const MOST_GUESSED = 100;

const KERNEL_ENTRIES = 'entries of the kernel [outChannels, inChannels / groups, height, width]';

/** Reports what is wrong with the projections. Connectors are judged only between sound populations. */
export function checkProjections(
  spec: NetworkSpec,
  sound: ReadonlyMap<string, PopulationSpec>,
  maxSynapses: number,
  violations: Violations,
): void {
  const known = new Set(spec.populations.map(({ id }) => id));
  const names = [...known];
  // The search for a word that may be meant costs all names; beyond a screenful nobody reads the guesses.
  const guessAmong = (): readonly string[] =>
    names.length <= MOST_COMPARED && violations.found.length < MOST_GUESSED ? names : [];
  let expected = 0;
  spec.projections.forEach((projection, index) => {
    const report = violations.at(projectionName(projection, index));
    if (!known.has(projection.from)) reportEnd('from', projection.from, names, guessAmong(), report);
    if (!known.has(projection.to)) reportEnd('to', projection.to, names, guessAmong(), report);
    if (!(CONNECTOR_NAMES as readonly string[]).includes(projection.connector)) {
      const nearest = nearestWord(String(projection.connector), CONNECTOR_NAMES);
      const guess = nearest === null ? '' : `Did you mean ${nearest}? `;
      report({
        code: 'E1111',
        message: `unknown connector ${JSON.stringify(projection.connector)}.`,
        have: projection.connector,
        need: CONNECTOR_NAMES.join(', '),
        hint: `${guess}Connectors: ${CONNECTOR_NAMES.join(', ')}.`,
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
    if (isByTap(projection))
      checkPerSynapse(projection, kernelLength(projection, ends), KERNEL_ENTRIES, report);
    else if (hasKnownCount(projection)) checkPerSynapse(projection, synapses, 'synapses', report);
  });
  // Where chance decides, the count after drawing is the one that matters: allow it some luck.
  if (expected > maxSynapses * 1.001) reportTooManySynapses(expected, maxSynapses, violations);
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

export function reportTooManySynapses(synapses: number, maxSynapses: number, violations: Violations): void {
  const count = Math.round(synapses);
  violations.at('network')({
    code: 'E1120',
    message: `has ${grouped(count)} synapses, can hold ${grouped(maxSynapses)}.`,
    have: count,
    need: maxSynapses,
    unit: 'synapses',
    hint: 'Map parts of the network one at a time.',
  });
}

export function projectionName(projection: ProjectionSpec, index: number): string {
  return `projections[${index}] (${String(projection.from)} -> ${String(projection.to)})`;
}

function hasKnownCount(projection: ProjectionSpec): boolean {
  return projection.connector !== 'fixed-probability' && projection.connector !== 'distance-dependent';
}

const WEIGHT: ValueRule = { code: 'E1115', good: Number.isFinite, rule: 'must be a number' };

const DELAY: ValueRule = {
  code: 'E1115',
  good: (value) => Number.isFinite(value) && value >= 0,
  rule: 'must be a number of at least 0',
  unit: 'ms',
};

function reportEnd(
  end: 'from' | 'to',
  id: string,
  names: readonly string[],
  candidates: readonly string[],
  report: Report,
): void {
  const nearest = nearestWord(String(id), candidates);
  const shown = names.slice(0, 10).join(', ') + (names.length > 10 ? ', ...' : '');
  report({
    code: 'E1110',
    message: `${end} names the unknown population ${JSON.stringify(id)}.`,
    have: String(id),
    need: shown,
    hint: nearest === null ? `Populations: ${shown}.` : `Did you mean ${nearest}?`,
  });
}

function checkPerSynapse(projection: ProjectionSpec, need: number, unit: string, report: Report): void {
  const { weight, delayMs } = projection;
  if (weight !== undefined) checkLength('weight', weight, need, unit, WEIGHT.code, report);
  if (delayMs !== undefined) checkLength('delayMs', delayMs, need, unit, DELAY.code, report);
}
