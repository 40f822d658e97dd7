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
  readonly delayMemorySlots: number | null;
  readonly fanOutCountsOwnCore: boolean;
  readonly sharedKernels: boolean;
  /** Limits of the chip; null = none. */
  readonly maxDelaySteps: number | null;
  readonly routingEntriesPerChip: number | null;
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
  const { kind, multicast, routingEntriesPerChip } = file.topology;
  const { core } = file;
  return {
    name: file.name,
    cores: coreCount,
    kind,
    columns,
    rows,
    multicast,
    neurons: core.neurons ?? null,
    inputAxons: core.inputAxons ?? null,
    delayMemorySlots: core.delayMemorySlots ?? null,
    fanOutCountsOwnCore: core.fanOutCountsOwnCore ?? false,
    sharedKernels: core.sharedKernels ?? false,
    maxDelaySteps: core.maxDelaySteps ?? null,
    routingEntriesPerChip: routingEntriesPerChip ?? null,
  };
}

function summaryOf(target: Target): HardwareSummary {
  const { name, coreCount, topology, multicast, classes } = target;
  const { kind, columns, rows } = topology;
  const [{ limits, delayMemorySlots, fanOutCountsOwnCore, sharedKernels }] = classes;
  return {
    name,
    cores: coreCount,
    kind,
    columns,
    rows,
    multicast,
    neurons: limits.neurons,
    inputAxons: limits.inputAxons,
    delayMemorySlots: delayMemorySlots ?? null,
    fanOutCountsOwnCore: fanOutCountsOwnCore ?? false,
    sharedKernels: sharedKernels ?? false,
    maxDelaySteps: target.maxDelaySteps ?? null,
    routingEntriesPerChip: target.routingEntriesPerChip ?? null,
  };
}
