import type { Target } from '@nmap/ir';
import { checkKeys } from './check-keys.ts';
import { gridOf } from './grid.ts';
import { readHardware } from './read-hardware.ts';
import { parseYamlSource } from './yaml-source.ts';

/** The numbers of a chip that one line can hold. */
export interface HardwareSummary {
  readonly name: string;
  /** Dead ones included. */
  readonly cores: number;
  readonly kind: string;
  /** Tiles along x and y, over all chips. */
  readonly columns: number;
  readonly rows: number;
  readonly multicast: Target['multicast'];
  /** Limits of the first class of core; null = none. */
  readonly neurons: number | null;
  readonly inputAxons: number | null;
}

/**
 * What a hardware file says, without laying out a core: as long as the file, whatever the
 * chip. Keys are checked, rules between them are not: `readHardware` is for files to be used.
 * @throws NmapError (input) as `readHardware`.
 */
export function describeHardware(text: string, fileName: string): HardwareSummary {
  const source = parseYamlSource(text, fileName);
  const { file } = checkKeys(source.value, source.spoilt);
  // The layout says all that is wrong, and what classes of cores leave to `core` itself.
  if (file === null || source.faults.length > 0 || file.coreClasses.length > 0)
    return summaryOf(readHardware(text, fileName).target);
  const { columns, rows, coreCount } = gridOf(file);
  const { kind, multicast } = file.topology;
  const { neurons, inputAxons } = file.core;
  return {
    name: file.name,
    cores: coreCount,
    kind,
    columns,
    rows,
    multicast,
    neurons: neurons ?? null,
    inputAxons: inputAxons ?? null,
  };
}

function summaryOf({ name, coreCount, topology, multicast, classes }: Target): HardwareSummary {
  const { kind, columns, rows } = topology;
  const { neurons, inputAxons } = classes[0].limits;
  return { name, cores: coreCount, kind, columns, rows, multicast, neurons, inputAxons };
}
