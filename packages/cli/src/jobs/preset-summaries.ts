import { describeHardware, presetNames, presetSummary, presetText } from '@nmap/hardware';

export interface PresetSummary {
  readonly name: string;
  readonly description: string;
  readonly cores: number;
  readonly topology: string;
  readonly neurons: number | null;
  readonly inputAxons: number | null;
}

export function presetSummaries(): PresetSummary[] {
  return presetNames().map((name) => {
    const { text, fileName } = presetText(name);
    const { cores, kind, columns, rows, multicast, neurons, inputAxons } = describeHardware(text, fileName);
    return {
      name,
      description: presetSummary(name),
      cores,
      topology: `${kind} ${columns}x${rows}, ${multicast === 'tree' ? 'trees' : 'unicast'}`,
      neurons,
      inputAxons,
    };
  });
}
