/** Every objective, one line each; its name is its folder's. */
import { nearestWord } from '@nmap/kernels';
import { NmapError, type Objective } from '@nmap/ir';
import type { ObjectiveDefinition } from './definition.ts';
import { congestion } from './objectives/congestion/index.ts';
import { energyBackToBack } from './objectives/energy-back-to-back/index.ts';
import { energy } from './objectives/energy/index.ts';
import { hops } from './objectives/hops/index.ts';
import { packets } from './objectives/packets/index.ts';
import { time } from './objectives/time/index.ts';
import { traffic } from './objectives/traffic/index.ts';

export const OBJECTIVES: readonly ObjectiveDefinition[] = [
  energy,
  energyBackToBack,
  time,
  packets,
  hops,
  traffic,
  congestion,
];

/** What `time` was called when it was the delay of a packet. */
const ALIASES: Readonly<Record<string, string>> = { latency: 'time' };

export interface WeightedObjective {
  readonly objective: ObjectiveDefinition;
  /** Units of the first objective for one of this one; above 0. */
  readonly weight: number;
}

/**
 * Reads "energy", or a weighted sum such as "energy + 0.3 time": 0.3 pJ for every ns.
 * @throws NmapError (input) naming the word.
 */
export function parseObjective(text: Objective): WeightedObjective[] {
  const terms = text.split(/(?<![\d.]e)\+/i).map((part) => readTerm(part.trim(), text));
  const names = new Set<string>();
  for (const { objective } of terms) {
    if (names.has(objective.name))
      throw fault(`"${text}" names ${objective.name} twice.`, 'Add the weights.');
    names.add(objective.name);
  }
  return terms;
}

/** One way to write it: weights of 1 left out. */
export function objectiveText(terms: readonly WeightedObjective[]): Objective {
  return terms
    .map(({ objective, weight }) => (weight === 1 ? objective.name : `${weight} ${objective.name}`))
    .join(' + ');
}

function readTerm(part: string, text: string): WeightedObjective {
  const match = /^(?:(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+)\s*\*?\s*)?([a-z][a-z-]*)$/i.exec(part);
  const names = OBJECTIVES.map(({ name }) => name);
  if (match === null)
    throw fault(
      `"${text}" has "${part}" where the name of an objective belongs.`,
      `Write a name, or a weight and a name: "energy + 0.3 time". Names: ${names.join(', ')}.`,
    );
  const word = match[2].toLowerCase();
  const name = Object.hasOwn(ALIASES, word) ? ALIASES[word] : word;
  const objective = OBJECTIVES.find((one) => one.name === name);
  if (objective === undefined) {
    const nearest = nearestWord(word, names);
    const meant = nearest === null ? '' : `Did you mean "${nearest}"? `;
    throw fault(`there is no "${word}".`, `${meant}Valid: ${names.join(', ')}.`);
  }
  const weight = match[1] === undefined ? 1 : Number(match[1]);
  if (!(weight > 0 && Number.isFinite(weight)))
    throw fault(`"${text}" weighs ${name} with ${match[1]}.`, 'A weight is a number above 0.');
  return { objective, weight };
}

function fault(message: string, hint: string): NmapError {
  return new NmapError('input', [{ code: 'E1952', severity: 'error', where: 'objective', message, hint }]);
}
