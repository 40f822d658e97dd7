import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { NmapError, type Constant, type Target } from '@nmap/ir';
import { checkHardware } from './check-hardware.ts';
import { isPreset, presetNames, presetSummary, presetText } from './presets.ts';
import { readHardware } from './read-hardware.ts';

function preset(name: string): Target {
  const { text, fileName } = presetText(name);
  return readHardware(text, fileName).target;
}

/** No preset has several boards: links between them are not spoken of. */
function constants(target: Target): [string, Constant][] {
  return Object.entries<Constant>({ ...target.energy, ...target.latency }).filter(
    ([key]) => !key.startsWith('hopBoard'),
  );
}

/** The largest ones are the same file with another side: 2^20 tiles once are enough. */
/** Of energies that no public source has: a preset of its own, and no default. */
const REMEMBERED = 'dynapse-energy';
const names = presetNames().filter((name) => name !== 'jin512');

describe('presets', () => {
  it('are listed, the family of meshes by its sizes in order of size', () => {
    const listed = presetNames();
    for (const name of [
      'loihi',
      'loihi-sanafe',
      'truenorth',
      'dynapse',
      'spinnaker',
      'crossbar128',
      'loihi64',
      'loihi84',
    ]) {
      expect(listed).toContain(name);
    }
    const jin = listed.filter((name) => name.startsWith('jin'));
    expect(jin).toEqual(['jin32', 'jin64', 'jin128', 'jin256', 'jin512', 'jin1024']);
    expect(listed.every(isPreset)).toBe(true);
  });

  it.each(names)('%s reads without a warning and passes its own check', (name) => {
    const { text, fileName } = presetText(name);
    const { target, diagnostics } = readHardware(text, fileName);
    expect(target.name).toBe(name);
    expect(diagnostics).toEqual([]);
    expect(checkHardware(target)).toEqual([]);
    expect(presetSummary(name)).toMatch(/^\w.{20,90}$/);
  });

  it.each(names.filter((name) => name !== REMEMBERED))(
    '%s: every constant has a source and a grade, and no number is unverified',
    (name) => {
      for (const [key, constant] of constants(preset(name))) {
        expect(`${key}: ${constant.source}`).not.toMatch(/: (not given)?$/);
        expect(`${key} ${constant.evidence}`).toMatch(constant.value === null ? / U$/ : / [ABC]$/);
        expect(`${key}: ${constant.source}`).toMatch(constant.value === null ? /: unknown: ./ : /: ./);
        if (constant.value === 0)
          expect(constant.source).toMatch(/contained in|no such term|free|does not use/);
      }
    },
  );

  it('loihi has the published limits, energies and shape', () => {
    const target = preset('loihi');
    expect(target.coreCount).toBe(128);
    expect([target.topology.columns, target.topology.rows, target.chipCount]).toEqual([8, 4, 1]);
    expect(target.classes).toHaveLength(1);
    expect(target.classes[0].limits).toEqual({
      neurons: 1024,
      synapses: null,
      synapseMemoryBits: 131_072 * 8,
      bitsPerSynapse: 8,
      fanInPerNeuron: null,
      inputAxons: 4096,
      outputAxons: 4096,
      fanOutCoresPerNeuron: null,
    });
    const { energy } = target;
    expect(energy.synapseEventPj).toMatchObject({ value: 23.6, qualifier: 'minimum', evidence: 'B' });
    expect([energy.neuronStepPj.value, energy.neuronSpikingStepPj.value]).toEqual([52, 81]);
    expect([
      energy.packetInjectionPj.value,
      energy.hopEastWestPj.value,
      energy.hopNorthSouthPj.value,
    ]).toEqual([1.7, 3, 4]);
  });

  it('truenorth is all-in, and every other energy per event is contained', () => {
    const { energy } = preset('truenorth');
    expect(energy.synapseEventPj).toMatchObject({ value: 2.297, scope: 'all-in' });
    expect(energy.chipStaticMw.value).toBe(64.43);
    for (const [key, { value }] of Object.entries(energy)) {
      if (key.endsWith('Pj') && key !== 'synapseEventPj') expect([0, null]).toContain(value);
    }
  });

  it('spinnaker is 48 chips with six links each, all of them between chips', () => {
    const target = preset('spinnaker');
    expect([target.chipCount, target.coreCount, target.topology.linkCount]).toEqual([48, 768, 288]);
    expect(new Set(target.topology.linkClassOf)).toEqual(new Set([4]));
  });

  it('dynapse-energy has the limits of dynapse, and says of every energy of an event that it is not verified', () => {
    const [with_, without] = [preset(REMEMBERED), preset('dynapse')];
    expect([with_.classes, with_.coreCount]).toEqual([without.classes, without.coreCount]);
    const known = Object.entries(with_.energy).filter(([, { value }]) => value !== null);
    expect(known.map(([key]) => key)).toEqual(
      expect.arrayContaining(['neuronSpikePj', 'synapseEventPj', 'hopChipPj']),
    );
    for (const [key, { evidence, source }] of known) {
      expect(`${key} ${evidence}`).toBe(key === 'chipStaticMw' ? `${key} C` : `${key} U`);
      expect(`${key}: ${source}`).toMatch(/remembered|assumed|no such term|contained in|open-neuromorphic/);
    }
  });

  it('takes the names of the literature', () => {
    expect(presetText('loihi-davies2018')).toEqual(presetText('loihi'));
    expect(presetText('loihi-sanafe-fit')).toEqual(presetText('loihi-sanafe'));
    expect(isPreset('loihi-davies2018')).toBe(true);
    expect(preset('jin16').coreCount).toBe(256);
  });

  it.each([
    ['dynapse-8x8', 256, 64],
    ['dynapse-1x3', 12, 3],
    ['dynapse-energy-4x2', 32, 8],
    ['crossbar128-16x12', 192, 1],
    ['crossbar128-5x5', 25, 1],
  ])('%s has %i cores on %i chips, and its own name', (name, cores, chips) => {
    const target = preset(name);
    expect([target.name, target.coreCount, target.chipCount]).toEqual([name, cores, chips]);
    expect(target.classes).toEqual(preset(name.slice(0, name.lastIndexOf('-'))).classes);
  });

  it.each(['dynapse-9x8', 'crossbar128-65x1', 'loihi-2x2', 'dynapse-0x2', 'crossbar128-16'])(
    'refuses the size of %s',
    (name) => {
      expect(isPreset(name)).toBe(false);
      expect(() => presetText(name)).toThrow(/no preset named/);
    },
  );

  it.each(['loihy', 'jin', 'jin4096', '../loihi', '__proto__', 'constructor', ''])('refuses %p', (name) => {
    expect(isPreset(name)).toBe(false);
    expect(() => presetText(name)).toThrow(NmapError);
    expect(() => presetText(name)).toThrow(/E1215/);
    if (name === 'loihy') expect(() => presetText(name)).toThrow(/Did you mean loihi\?/);
  });

  it('examples/loihi.yaml is the preset, and explains every key', () => {
    const text = readFileSync(new URL('../../../examples/loihi.yaml', import.meta.url), 'utf8');
    expect(readHardware(text, 'loihi.yaml').target).toEqual(preset('loihi'));
    for (const [key] of constants(preset('loihi'))) expect(text).toMatch(new RegExp(`^ +${key}:`, 'm'));
    for (const key of [
      'arity',
      'ioPort',
      'coreClasses',
      'faults',
      'fanOutCoresPerNeuron',
      'bitsPerSynapse',
      'fanOutCountsOwnCore',
      'maxDelaySteps',
      'delayMemorySlots',
      'routingEntriesPerChip',
    ]) {
      expect(text).toMatch(new RegExp(`^[ #]*${key}:`, 'm'));
    }
  });
});
