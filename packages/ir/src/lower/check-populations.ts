import { nearestWord } from '@nmap/kernels';
import type { Report } from '../connectors/connector.ts';
import type { NetworkSpec, PopulationSpec } from '../network-spec.ts';
import { windowOf } from '../window.ts';
import { checkLength, checkValues, type ValueRule } from './check-values.ts';
import { grouped, type Violations } from './diagnostics.ts';
import { reportTooMany } from './report-too-many.ts';
import { spikesOfRate } from './spikes.ts';

const MAX_SPIKES = 0xffff_ffff;
const ROLES: readonly string[] = ['input', 'hidden', 'output'];

/**
 * Reports what is wrong with the network's times and populations, each on its own.
 * Returns the populations whose size and shape can be relied on, by id.
 */
export function checkPopulations(spec: NetworkSpec, violations: Violations): Map<string, PopulationSpec> {
  const network = violations.at('network');
  const timestepGood = checkTime('timestepMs', spec.timestepMs, network);
  const timesGood = checkTime('durationMs', spec.durationMs, network) && timestepGood;
  if (spec.populations.length === 0) {
    network({ code: 'E1100', message: 'has no population.', have: 0, need: 1, unit: 'populations' });
  }
  const indexOf = new Map<string, number>();
  const sound = new Map<string, PopulationSpec>();
  let neurons = 0;
  spec.populations.forEach((population, index) => {
    const { id, size, shape } = population;
    const report = violations.at(populationName(population, index));
    const before = indexOf.get(id);
    if (typeof id !== 'string' || id === '') {
      report({ code: 'E1102', message: 'has no id.', hint: 'Give every population a name of its own.' });
    } else if (id === '__proto__') {
      report({
        code: 'E1102',
        message: 'has the id "__proto__", which no JSON reader takes for a name.',
        hint: 'Rename it.',
      });
    } else if (before !== undefined) {
      report({
        code: 'E1102',
        message: `has the id of populations[${before}].`,
        have: id,
        hint: 'Give every population a name of its own.',
      });
    } else {
      indexOf.set(id, index);
    }
    if (!Number.isSafeInteger(size) || size < 1) {
      report({
        code: 'E1103',
        message: `size is ${size}, must be an integer of at least 1.`,
        have: size,
        need: 'an integer >= 1',
        unit: 'neurons',
      });
      return;
    }
    neurons += size;
    if ((shape === undefined || checkShape(shape, size, report)) && !sound.has(id)) sound.set(id, population);
    if (population.role !== undefined && !ROLES.includes(population.role)) {
      const violation = {
        code: 'E1108',
        message: `role is ${JSON.stringify(population.role)}, must be one of ${ROLES.join(', ')}.`,
        have: population.role,
        need: ROLES.join(', '),
      };
      report(violation, () => ({
        hint: `Did you mean ${nearestWord(String(population.role), ROLES) ?? 'hidden'}?`,
      }));
    }
    checkActivity(population, spec.durationMs, report);
    checkParams(population, report);
  });
  if (neurons > Number.MAX_SAFE_INTEGER)
    reportTooMany('neurons', neurons, Number.MAX_SAFE_INTEGER, violations);
  if (timesGood) checkWindow(spec, neurons, network);
  return sound;
}

export function populationName(population: PopulationSpec, index: number): string {
  return `populations[${index}] (${String(population.id)})`;
}

function checkTime(name: string, value: number, report: Report): boolean {
  if (typeof value === 'number' && value > 0 && value < Infinity) return true;
  report({
    code: 'E1101',
    message: `${name} is ${value}, must be above 0.`,
    have: value,
    need: '> 0',
    unit: 'ms',
  });
  return false;
}

/** Steps of neurons and ms of static power are counts like others: held in doubles, to stay exact. */
function checkWindow(spec: NetworkSpec, neurons: number, report: Report): void {
  const { steps, lengthMs } = windowOf(spec);
  const most = Number.MAX_SAFE_INTEGER;
  if (steps * Math.max(1, neurons) > most) {
    const stepsText = steps < Infinity ? `about ${grouped(steps)}` : 'more than 1.8e308';
    report({
      code: 'E1122',
      message:
        `durationMs ${spec.durationMs} has ${stepsText} steps of ${spec.timestepMs} ms; ` +
        `${grouped(neurons)} neurons leave room for ${grouped(Math.floor(most / Math.max(1, neurons)))}.`,
      have: steps < Infinity ? steps : stepsText,
      need: Math.floor(most / Math.max(1, neurons)),
      unit: 'steps',
      hint: 'Shorten durationMs, or use a longer time step.',
    });
  } else if (lengthMs > most) {
    report({
      code: 'E1122',
      message: `the window lasts ${lengthMs} ms, can last ${grouped(most)}.`,
      have: lengthMs,
      need: most,
      unit: 'ms',
      hint: 'Both times are in ms: check the unit.',
    });
  }
}

function checkShape(shape: readonly number[], size: number, report: Report): boolean {
  const product = shape.reduce((sofar, length) => sofar * length, 1);
  if (
    shape.length > 0 &&
    shape.every((length) => Number.isSafeInteger(length) && length > 0) &&
    product === size
  )
    return true;
  report({
    code: 'E1104',
    message: `shape [${shape.join(', ')}] holds ${grouped(product)} neurons, size is ${grouped(size)}.`,
    have: product,
    need: size,
    unit: 'neurons',
    hint: 'The product of the shape must equal the size.',
  });
  return false;
}

function checkActivity(population: PopulationSpec, durationMs: number, report: Report): void {
  const { spikes, rateHz, size } = population;
  if (spikes !== undefined && rateHz !== undefined) {
    report({
      code: 'E1106',
      message: 'gives both spikes and rateHz.',
      hint: 'Keep one: rateHz stands in place of spikes.',
    });
  }
  if (spikes !== undefined) {
    checkValues('spikes', spikes, SPIKES, report);
    checkLength('spikes', spikes, size, 'neurons', 'E1105', report);
  }
  if (rateHz !== undefined) {
    const good = (value: number): boolean =>
      Number.isFinite(value) && value >= 0 && !(spikesOfRate(value, durationMs) > MAX_SPIKES);
    const rule = `must be at least 0 and give at most ${grouped(MAX_SPIKES)} spikes`;
    checkValues('rateHz', rateHz, { code: 'E1106', good, rule, unit: 'Hz' }, report);
    checkLength('rateHz', rateHz, size, 'neurons', 'E1106', report);
  }
}

const SPIKES: ValueRule = {
  code: 'E1105',
  good: (value) => Number.isInteger(value) && value >= 0 && value <= MAX_SPIKES,
  rule: `must be an integer in 0..${grouped(MAX_SPIKES)}`,
  unit: 'spikes',
};

const PARAM: ValueRule = { code: 'E1107', good: Number.isFinite, rule: 'must be a number' };

function checkParams(population: PopulationSpec, report: Report): void {
  for (const [name, value] of Object.entries(population.params ?? {})) {
    checkValues(`params.${name}`, value, PARAM, report);
    checkLength(`params.${name}`, value, population.size, 'neurons', PARAM.code, report);
  }
}
