/** The plan of the energy study can be run: its mappers, chips and networks are there. */
import { basename } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkMetrics, readPlanFile } from '@nmap/compare';
import { loadHardware } from '@nmap/compiler';
import { isPreset } from '@nmap/hardware';
import { checkSpecFits, type NetworkSpec } from '@nmap/ir';
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
    expect(chips).toEqual(expect.arrayContaining(['loihi', 'dynapse-energy-8x8']));
    expect(chips.filter((chip) => !isPreset(chip))).toEqual([]);
  });

  it('has a clock in no run, so that a second one writes the same tables', () => {
    expect(plan.timeLimitS).toBeNull();
  });

  it.each(plan.networks.map(({ name, file, hardware }) => ({ name, file, hardware })))(
    'puts $name on chips that it fits',
    async ({ file, hardware }) => {
      const spec = GENERATORS[basename(file, '.json')].generate({}) as NetworkSpec;
      for (const chip of hardware!) {
        const { target } = await loadHardware(chip);
        const budgets = checkSpecFits(spec, target, { maxCores: null }).filter(({ code }) =>
          code.startsWith('E22'),
        );
        expect(budgets).toEqual([]);
      }
    },
  );
});
