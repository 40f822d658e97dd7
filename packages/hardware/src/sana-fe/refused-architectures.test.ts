import { describe, expect, it } from '@jest/globals';
import { NmapError, type Diagnostic } from '@nmap/ir';
import { readHardware } from '../read-hardware.ts';
import { HOPS, core, first, set, smallCore, textOf, unit, type Change } from './testing/architecture.ts';

function errorsOf(text: string): readonly Diagnostic[] {
  try {
    readHardware(text, 'arch.yaml');
  } catch (error) {
    if (error instanceof NmapError) return error.diagnostics;
    throw error;
  }
  throw new Error('the architecture was accepted');
}

describe('an architecture of SANA-FE that is none', () => {
  it.each<[string, Change, string, RegExp]>([
    [
      'no width',
      (s) => {
        delete s.architecture.attributes['width'];
      },
      'E1390',
      /the key attributes\.width is missing/,
    ],
    [
      'a width of none',
      (s) => set(s.architecture.attributes, { width: 0 }),
      'E1390',
      /whole number, 1 or more, got 0/,
    ],
    [
      'no buffer size',
      (s) => {
        delete s.architecture.attributes['link_buffer_size'];
      },
      'E1390',
      /link_buffer_size is missing/,
    ],
    [
      'no tiles',
      (s) => {
        delete (s.architecture as { tile?: unknown }).tile;
      },
      'E1390',
      /the key tile is missing/,
    ],
    [
      'an empty list of tiles',
      (s) => {
        s.architecture.tile = [];
      },
      'E1390',
      /expected a list of mappings, got a list of 0/,
    ],
    [
      'no name',
      (s) => {
        delete s.architecture['name'];
      },
      'E1390',
      /the key name is missing/,
    ],
    [
      'a name for several',
      (s) => {
        s.architecture['name'] = 'a[0..1]';
      },
      'E1390',
      /several architectures/,
    ],
    [
      'a range backwards',
      (s) => {
        first(s).name = 't[3..1]';
      },
      'E1390',
      /tile\.name: expected a name, or one with a range/,
    ],
    [
      'a range of words',
      (s) => {
        core(s).name = 'c[a..b]';
      },
      'E1390',
      /core\.name/,
    ],
    [
      'a missing hop',
      (s) => {
        delete first(s).attributes['energy_east_hop'];
      },
      'E1390',
      /tile\.attributes\.energy_east_hop is missing/,
    ],
    [
      'a misspelt hop',
      (s) => {
        delete first(s).attributes['energy_east_hop'];
        first(s).attributes['enrgy_east_hop'] = 1e-12;
      },
      'E1390',
      /energy_east_hop is missing.*Is it enrgy_east_hop/,
    ],
    [
      'a hop that is no number',
      (s) => set(first(s).attributes, { energy_east_hop: 'much' }),
      'E1390',
      /expected a number, got the text "much"/,
    ],
    [
      'a core without a soma',
      (s) => {
        delete (core(s) as { soma?: unknown }).soma;
      },
      'E1390',
      /tile\.core\.soma is missing/,
    ],
    [
      'a soma with some of its energies',
      (s) => {
        delete core(s).soma[0].attributes['energy_spike_out'];
      },
      'E1390',
      /energy_spike_out is missing/,
    ],
    [
      'a soma without a model',
      (s) => {
        delete core(s).soma[0].attributes['model'];
      },
      'E1390',
      /model is missing/,
    ],
    [
      'sources alone',
      (s) => set(core(s).soma[0].attributes, { model: 'input' }),
      'E1390',
      /holds no neurons/,
    ],
    [
      'no limit of neurons',
      (s) => {
        delete core(s).attributes['max_neurons_supported'];
      },
      'E1390',
      /max_neurons_supported is missing/,
    ],
    [
      'an unknown buffer',
      (s) => set(core(s).attributes, { buffer_position: 'synapse' }),
      'E1390',
      /one of dendrite, soma, axon_out, got the text "synapse"/,
    ],
    [
      'an unknown barrier',
      (s) => set(s.architecture.attributes, { sync_model: 'none' }),
      'E1390',
      /one of fixed, table/,
    ],
    [
      'a table without one',
      (s) => set(s.architecture.attributes, { sync_model: 'table' }),
      'E1390',
      /latency_sync is missing/,
    ],
    [
      'a table for a fixed barrier',
      (s) => set(s.architecture.attributes, { latency_sync: [1, 2] }),
      'E1390',
      /expected one number/,
    ],
    [
      'a table of words',
      (s) => set(s.architecture.attributes, { sync_model: 'table', latency_sync: { all: 1 } }),
      'E1390',
      /a mapping of numbers of tiles/,
    ],
    [
      'a table that falls',
      (s) => set(s.architecture.attributes, { sync_model: 'table', latency_sync: { 1: 2e-6, 2: 1e-6 } }),
      'E1951',
      /byTiles/,
    ],
    [
      'a negative energy',
      (s) => set(core(s).synapse[0].attributes, { energy_process_spike: -1e-12 }),
      'E1208',
      /cannot be negative/,
    ],
    [
      'too many tiles',
      (s) => {
        first(s).name = 't[0..6]';
      },
      'E1393',
      /7 tiles do not fit 3 x 2 = 6 places/,
    ],
    [
      'absurdly many tiles',
      (s) => {
        first(s).name = 't[0..999999998]';
      },
      'E1393',
      /999999999 tiles/,
    ],
    ['an absurd mesh', (s) => set(s.architecture.attributes, { width: 999_999_999 }), 'E1210', /are built/],
    [
      'absurdly many cores of two kinds',
      (s) => {
        first(s).core = [smallCore('c[0..999999998]'), smallCore('d[0..999999998]', 3)];
      },
      'E1210',
      /are built/,
    ],
    [
      'a port and no core',
      (s) => {
        s.architecture['name'] = 'nmap';
        core(s).name = 'port';
      },
      'E1393',
      /there is none for neurons/,
    ],
    [
      'one unit for two stages',
      (s) => {
        core(s).dendrite[0] = unit('lif', { model: 'm', energy_update: 1e-12, latency_update: 0 });
      },
      'E1392',
      /lif stands in two stages/,
    ],
    [
      'cores of unlike prices',
      (s) => {
        const other = smallCore('d');
        set(other.synapse[0].attributes, { energy_process_spike: 1e-12 });
        first(s).core.push(other);
      },
      'E1394',
      /d: synapse\.process_spike costs 1 pJ and 3\.8 ns, of c 35\.5 pJ and 3\.8 ns/,
    ],
    [
      'tiles of unlike prices',
      (s) => {
        first(s).name = 't';
        s.architecture.tile.push({
          name: 'u',
          attributes: { ...HOPS, energy_north_hop: 8e-12, energy_south_hop: 8e-12 },
          core: [smallCore()],
        });
      },
      'E1394',
      /u: .*costs 8 pJ and 6 ns, of t 4 pJ and 6 ns/,
    ],
  ])('refuses %s', (_, change, code, pattern) => {
    const found = errorsOf(textOf(change)).filter(({ severity }) => severity === 'error');
    expect(found.map((one) => `${one.code} ${one.message} ${one.hint}`).join('\n')).toMatch(pattern);
    expect(new Set(found.map((one) => one.code))).toEqual(new Set([code]));
    expect(found[0].where).toMatch(/^arch\.yaml:\d+:\d+$/);
  });

  it('tells of all faults at once, each with its line', () => {
    const text = textOf((s) => {
      delete s.architecture.attributes['width'];
      set(first(s).attributes, { energy_east_hop: 'much' });
      set(core(s).attributes, { max_neurons_supported: 1.5 });
    });
    const found = errorsOf(text);
    expect(found).toHaveLength(3);
    const lines = text.split('\n');
    const line = lines.findIndex((each) => each.includes('"much"'));
    expect(found[1].where).toBe(`arch.yaml:${line + 1}:${lines[line].indexOf('"much"') + 1}`);
  });
});
