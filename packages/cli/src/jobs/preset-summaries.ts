import {
  describeHardware,
  presetNames,
  presetSummary,
  presetText,
  type HardwareSummary,
} from '@nmap/hardware';

type Limits = Omit<HardwareSummary, 'name' | 'cores' | 'kind' | 'columns' | 'rows' | 'multicast'>;

/** A preset in one line: limits of its first class of cores and of the chip, null or false where there is none. */
export interface PresetSummary extends Limits {
  readonly name: string;
  readonly description: string;
  readonly cores: number;
  readonly topology: string;
}

export function presetSummaries(): PresetSummary[] {
  return presetNames().map((name) => {
    const { text, fileName } = presetText(name);
    const { cores, kind, columns, rows, multicast, ...rest } = describeHardware(text, fileName);
    return {
      ...rest,
      name,
      description: presetSummary(name),
      cores,
      topology: `${kind} ${columns}x${rows}, ${multicast === 'tree' ? 'trees' : 'unicast'}`,
    };
  });
}
