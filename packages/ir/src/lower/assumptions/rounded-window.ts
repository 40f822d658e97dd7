import type { Diagnostic } from '../../diagnostic.ts';
import type { NetworkSpec } from '../../network-spec.ts';
import { windowOf } from '../../window.ts';
import { decimalText, grouped } from '../diagnostics.ts';

/** A window that is not whole steps: neurons and static power are charged for the same whole steps. */
export function roundedWindow(spec: NetworkSpec): Diagnostic | null {
  const { timestepMs, durationMs } = spec;
  const { steps, lengthMs } = windowOf(spec);
  if (lengthMs === durationMs) return null;
  const count = steps === 1 ? 'one step' : `${grouped(steps)} steps`;
  const fault =
    timestepMs > durationMs
      ? `is shorter than one step of ${timestepMs} ms`
      : `is no whole number of steps of ${timestepMs} ms`;
  return {
    code: 'W6003',
    severity: 'warning',
    where: 'durationMs',
    message:
      `${durationMs} ms ${fault}: counted as ${count}, ${decimalText(lengthMs)} ms, for which neurons and static ` +
      `power are both charged; the spikes are those of ${durationMs} ms.`,
    have: durationMs,
    need: lengthMs,
    unit: 'ms',
    hint: 'Make durationMs a multiple of timestepMs.',
  };
}
