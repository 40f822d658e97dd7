import { NmapError, type Target } from '@nmap/ir';
import { checkKeys, toDiagnostic } from './check-keys.ts';
import { gridOf } from './grid.ts';
import { readHardware } from './read-hardware.ts';
import type { HardwareFile } from './schema.ts';
import { parseYamlSource } from './yaml-source.ts';

/** The numbers of a chip that one line can hold. */
export interface HardwareSummary {
  readonly name: string;
  /** Dead ones included. */
  readonly cores: number;
  readonly kind: HardwareFile['topology']['kind'];
  /** Tiles along x and y, over all chips. */
  readonly columns: number;
  readonly rows: number;
  readonly multicast: Target['multicast'];
  /** Limits of the first class of core; null = none. */
  readonly neurons: number | null;
  readonly inputAxons: number | null;
}

/**
 * What a hardware file says, without laying out a core: as long as the file, whatever the chip. Keys are checked,
 * rules between them are not: `readHardware` is for files to be used.
 * @throws NmapError (input) as `readHardware`.
 */
export function describeHardware(text: string, fileName: string): HardwareSummary {
  const source = parseYamlSource(text, fileName);
  const { file, faults } = checkKeys(source.value);
  if (file === null) {
    throw new NmapError(
      'input',
      faults.map((fault) =>
        toDiagnostic(fault, fault.onKey === true ? source.whereKey(fault.path) : source.where(fault.path)),
      ),
    );
  }
  const { columns, rows, coreCount } = gridOf(file);
  const { kind, multicast } = file.topology;
  const { neurons, inputAxons } = firstLimits(file, text, fileName);
  return { name: file.name, cores: coreCount, kind, columns, rows, multicast, neurons, inputAxons };
}

/** Only the layout tells whether classes of their own leave any core to `core` itself. */
function firstLimits(
  file: HardwareFile,
  text: string,
  fileName: string,
): Pick<HardwareSummary, 'neurons' | 'inputAxons'> {
  if (file.coreClasses.length > 0) return readHardware(text, fileName).target.classes[0].limits;
  return { neurons: file.core.neurons ?? null, inputAxons: file.core.inputAxons ?? null };
}
