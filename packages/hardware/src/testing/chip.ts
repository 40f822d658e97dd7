import { NmapError, type Diagnostic } from '@nmap/ir';
import { readHardware } from '../read-hardware.ts';

export const HEAD = 'format: nmap-hardware\nversion: 1\nname: t\n';
export const MESH = 'topology: { kind: mesh, width: 4, height: 3, coresPerTile: 2 }\n';
export const CORE = 'core: { neurons: 8 }\n';
/** Five lines: what is added begins on line 6. */
export const GOOD = HEAD + MESH + CORE;

/** The diagnostics of the input error that reading must end in. */
export function errorsOf(text: string): readonly Diagnostic[] {
  try {
    readHardware(text, 'chip.yaml');
  } catch (error) {
    if (error instanceof NmapError && error.kind === 'input') return error.diagnostics;
    throw error;
  }
  throw new Error('the file was accepted');
}
