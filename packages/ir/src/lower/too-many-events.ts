import type { Diagnostic } from '../diagnostic.ts';
import { grouped } from '../grouped.ts';

/** Every count of events is held in a double and must stay exact; null where it does. */
export function tooManyEvents(events: number): Diagnostic | null {
  if (events <= Number.MAX_SAFE_INTEGER) return null;
  return {
    code: 'E1120',
    severity: 'error',
    where: 'network',
    message: `causes about ${events} synaptic events, exact counts end at ${grouped(Number.MAX_SAFE_INTEGER)}.`,
    have: events,
    need: Number.MAX_SAFE_INTEGER,
    unit: 'events',
    hint: 'Count the spikes over a shorter durationMs.',
  };
}
