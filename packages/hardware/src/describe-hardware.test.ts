import { describe, expect, it } from '@jest/globals';
import { NmapError } from '@nmap/ir';
import { describeHardware } from './describe-hardware.ts';
import { presetNames, presetText } from './presets.ts';
import { readHardware } from './read-hardware.ts';

describe('describeHardware', () => {
  it.each(presetNames())('says of %s what the chip laid out says', (name) => {
    const { text, fileName } = presetText(name);
    const { target } = readHardware(text, fileName);
    const { neurons, inputAxons } = target.classes[0].limits;
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
core: { neurons: 8 }
coreClasses:
  - { name: large, cores: ["0-1"], neurons: 64 }
`;
    expect(describeHardware(text, 'x.yaml')).toMatchObject({ cores: 2, neurons: 64, inputAxons: null });
  });

  it('names an unknown key with its line', () => {
    const text = 'format: nmap-hardware\nversion: 1\nname: x\ntopolgy: { kind: mesh, width: 2, height: 1 }\n';
    const failed = (): unknown => describeHardware(text, 'x.yaml');
    expect(failed).toThrow(NmapError);
    expect(failed).toThrow(/x\.yaml:4/);
  });
});
