import type { Diagnostic } from '../diagnostic.ts';
import { grouped } from '../grouped.ts';
import type { NetworkSpec } from '../network-spec.ts';
import type { Target } from '../target.ts';
import { delaySlotsPerNeuron, longestDelays } from './delays.ts';
import { liveCoresByClass } from './live-cores.ts';

/**
 * What no placement can help: every projection with a delay beyond what the chip can hold (E2210), and more neurons than
 * the delay memory of all live cores has slots for (E2211). O(delays given).
 */
export function checkDelays(spec: NetworkSpec, target: Target): Diagnostic[] {
  const found = tooLong(spec, target);
  const memory = tooLittleMemory(spec, target);
  return memory === null ? found : [...found, memory];
}

function tooLong(spec: NetworkSpec, { name, maxDelaySteps }: Target): Diagnostic[] {
  if (maxDelaySteps === undefined) return [];
  return longestDelays(spec)
    .filter(({ steps }) => steps > maxDelaySteps)
    .map(({ projection, delayMs, steps }): Diagnostic => {
      const { from, to } = spec.projections[projection];
      return {
        code: 'E2210',
        severity: 'error',
        where: `projections[${projection}] (${from} -> ${to})`,
        message:
          `a delay of ${delayMs} ms is ${grouped(steps)} steps of ${spec.timestepMs} ms, ` +
          `${name} delays a spike by ${grouped(maxDelaySteps)} at most.`,
        have: maxDelaySteps,
        need: steps,
        unit: 'steps',
        hint: 'Shorten the delay, take a longer timestepMs, let relay neurons pass the spikes on, or raise core.maxDelaySteps.',
      };
    });
}

function tooLittleMemory(spec: NetworkSpec, target: Target): Diagnostic | null {
  if (target.classes.every(({ delayMemorySlots }) => delayMemorySlots === undefined)) return null;
  const slots = delaySlotsPerNeuron(spec);
  const live = liveCoresByClass(target);
  const room = target.classes.reduce((sum, { limits, delayMemorySlots = Infinity }, id) => {
    const most = Math.min(limits.neurons ?? Infinity, Math.floor(delayMemorySlots / slots));
    return live[id] === 0 ? sum : sum + live[id] * most;
  }, 0);
  const neurons = spec.populations.reduce(
    (sum, { size, external }) => sum + (external === true ? 0 : size),
    0,
  );
  // Where the neurons by themselves are too many for the cores, that is another rule.
  const binds = target.classes.some(
    ({ limits, delayMemorySlots = Infinity }) =>
      Math.floor(delayMemorySlots / slots) <= (limits.neurons ?? Infinity) && delayMemorySlots < Infinity,
  );
  if (!(neurons > room) || !binds) return null;
  const most = Math.max(...target.classes.map(({ delayMemorySlots = 0 }) => delayMemorySlots));
  return {
    code: 'E2211',
    severity: 'error',
    where: spec.name,
    message:
      `each neuron takes ${grouped(slots)} slots of delay memory, as many as the longest delay has steps; with ` +
      `${grouped(most)} slots to a core, ${target.name} holds ${grouped(room)} neurons, the network has ${grouped(neurons)}.`,
    have: room,
    need: neurons,
    unit: 'neurons',
    hint: 'Shorten the longest delay, take a longer timestepMs, or raise core.delayMemorySlots.',
  };
}
