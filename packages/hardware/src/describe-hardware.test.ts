import { describe, expect, it } from '@jest/globals';
import { NmapError } from '@nmap/ir';
import { describeHardware } from './describe-hardware.ts';
import { presetNames, presetText } from './presets.ts';
import { readHardware } from './read-hardware.ts';

describe('describeHardware', () => {
  it.each(presetNames())('says of %s what the chip laid out says', (name) => {
    const { text, fileName } = presetText(name);
    const { target } = readHardware(text, fileName);
    const { limits, delayMemorySlots = null, ...first } = target.classes[0];
    const { neurons, inputAxons } = limits;
    const { kind, columns, rows } = target.topology;
    expect(describeHardware(text, fileName)).toEqual({
      name: target.name,
      cores: target.coreCount,
      kind,
      columns,
      rows,
      multicast: target.multicast,
      neurons,
      inputAxons,
      delayMemorySlots,
      fanOutCountsOwnCore: first.fanOutCountsOwnCore ?? false,
      sharedKernels: first.sharedKernels ?? false,
      maxDelaySteps: target.maxDelaySteps ?? null,
      routingEntriesPerChip: target.routingEntriesPerChip ?? null,
    });
  });

  it('lays out no core', () => {
    const before = process.memoryUsage().arrayBuffers;
    const { text, fileName } = presetText('jin1024');
    expect(describeHardware(text, fileName).cores).toBe(1_048_576);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e6);
  });

  it('looks at the classes where there are any', () => {
    const text = `format: nmap-hardware
version: 1
name: classes
topology: { kind: mesh, width: 2, height: 1 }
core: { neurons: 8, maxDelaySteps: 15, delayMemorySlots: 7, fanOutCountsOwnCore: true }
coreClasses:
  - { name: large, cores: ["0-1"], neurons: 64, delayMemorySlots: 9, sharedKernels: true }
`;
    expect(describeHardware(text, 'x.yaml')).toMatchObject({
      cores: 2,
      neurons: 64,
      inputAxons: null,
      delayMemorySlots: 9,
      fanOutCountsOwnCore: true,
      sharedKernels: true,
      maxDelaySteps: 15,
      routingEntriesPerChip: null,
    });
  });

  it('names an unknown key with its line', () => {
    const text = 'format: nmap-hardware\nversion: 1\nname: x\ntopolgy: { kind: mesh, width: 2, height: 1 }\n';
    const failed = (): unknown => describeHardware(text, 'x.yaml');
    expect(failed).toThrow(NmapError);
    expect(failed).toThrow(/x\.yaml:4/);
  });
});
