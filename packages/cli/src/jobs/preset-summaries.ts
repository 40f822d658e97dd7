import { presetNames, presetSummary, presetText, readHardware } from '@nmap/hardware';

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
    const { target } = readHardware(text, fileName);
    const { kind, columns, rows } = target.topology;
    const { neurons, inputAxons } = target.classes[0].limits;
    return {
      name,
      description: presetSummary(name),
      cores: target.coreCount,
      topology: `${kind} ${columns}x${rows}, ${target.multicast === 'tree' ? 'trees' : 'unicast'}`,
      neurons,
      inputAxons,
    };
  });
}
