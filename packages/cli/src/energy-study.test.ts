/** The plan of the energy study can be run: its mappers, chips and networks are there. */
import { basename } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkMetrics, readPlanFile } from '@nmap/compare';
import { isPreset } from '@nmap/hardware';
import { GENERATORS } from '@nmap/networks';

const plan = await readPlanFile(new URL('../../../examples/energy-study.yaml', import.meta.url).pathname);

describe('examples/energy-study.yaml', () => {
  it('has the ten applications, each a kind of nmap generate', () => {
    const kinds = plan.networks.map(({ file }) => basename(file, '.json'));
    expect(new Set(kinds).size).toBe(10);
    expect(kinds.filter((kind) => !Object.hasOwn(GENERATORS, kind))).toEqual([]);
  });

  it('holds published mappers and ours against the energy-aware one, with metrics that are known', () => {
    expect(plan.baseline).toBe('energy-greedy');
    expect(plan.mappers.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['SpiNeMap', 'PSOPART', 'SNEAP', 'sequential', 'fast', 'default']),
    );
    expect(() => checkMetrics(plan.metrics!)).not.toThrow();
  });

  it('has chips that are presets', () => {
    const chips = plan.hardware.map(({ hardware }) => hardware);
    expect(chips).toEqual(['loihi', 'dynapse-energy-8x8']);
    expect(chips.filter((chip) => !isPreset(chip))).toEqual([]);
  });
});
