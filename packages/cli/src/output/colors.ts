import picocolors from 'picocolors';
import type { Io } from '../io.ts';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** Colours on stderr, where tables go; NO_COLOR and non-terminals get none. */
export function colorsFor(io: Io): Colors {
  return picocolors.createColors(
    io.errIsTerminal && (io.env['NO_COLOR'] ?? '') === '' && io.env['TERM'] !== 'dumb',
  );
}
