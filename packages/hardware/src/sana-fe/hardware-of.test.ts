import { describe, expect, it } from '@jest/globals';
import { NmapError, type Target } from '@nmap/ir';
import { raw } from '@nmap/kernels';
import { hardwareText } from '../hardware-text.ts';
import { readHardware } from '../read-hardware.ts';
import { HOPS, core, first, set, smallCore, textOf, unit, type Change } from './testing/architecture.ts';

const read = (change: Change): ReturnType<typeof readHardware> => readHardware(textOf(change), 'arch.yaml');

const prices = ({ energy, latency }: Target): Record<string, number | null> =>
  Object.fromEntries(Object.entries({ ...energy, ...latency }).map(([key, { value }]) => [key, value]));

const SOMA = 'soma.access_neuron + soma.update_neuron';

describe('an architecture of SANA-FE', () => {
  it('is a chip: mesh, cores, neurons, every price', () => {
    const { target, diagnostics } = read(() => {});
    expect(target).toMatchObject({ name: 'small', coreCount: 12, multicast: 'unicast-per-core' });
    expect(target.topology).toMatchObject({ kind: 'mesh', columns: 3, rows: 2 });
    expect(target.classes).toMatchObject([
      { name: 'default', limits: { neurons: 64, synapses: null, inputAxons: null } },
    ]);
    expect(prices(target)).toMatchObject({
      neuronStepPj: 72.8,
      neuronSpikingStepPj: 72.8,
      neuronSpikePj: 69.3,
      synapseEventPj: 35.5,
      packetInjectionPj: 111,
      localDeliveryPj: 111,
      routerPj: 0,
      hopEastWestPj: 3,
      hopNorthSouthPj: 4,
      coreStaticMw: null,
      neuronStepNs: 9.7,
      neuronSpikeNs: 30,
      synapseEventNs: 3.8,
      packetInjectionNs: 5.1,
      packetReceiveNs: 16,
      routerNs: 0,
      hopEastWestNs: 5,
      hopNorthSouthNs: 6,
      barrierNs: 0,
    });
    expect(target.energy.neuronStepPj).toMatchObject({
      source: `architecture small: ${SOMA}`,
      evidence: 'assumed',
    });
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'note W1390',
      'note W1394',
    ]);
    expect(diagnostics[1].message).toContain('attributes.link_buffer_size');
  });

  it.each<[string, Change, Record<string, number | null>]>([
    [
      'a message pays at both ends',
      (s) => set(core(s).axon_in[0].attributes, { energy_message_in: 9e-12 }),
      { packetInjectionPj: 120, localDeliveryPj: 120 },
    ],
    [
      'a dendrite before the buffer is paid per event',
      (s) => set(core(s).dendrite[0].attributes, { energy_update: 2e-12, latency_update: 1e-9 }),
      { synapseEventPj: 37.5, synapseEventNs: 4.8, neuronStepPj: 72.8 },
    ],
    [
      'one behind it in every step',
      (s) => {
        set(core(s).attributes, { buffer_position: 'dendrite' });
        set(core(s).dendrite[0].attributes, { energy_update: 2e-12, latency_update: 1e-9 });
      },
      { synapseEventPj: 35.5, neuronStepPj: 74.8, neuronStepNs: 10.7 },
    ],
    [
      'a soma before the buffer is paid per event',
      (s) => set(core(s).attributes, { buffer_position: 'axon_out' }),
      { synapseEventPj: 108.3, synapseEventNs: 13.5, neuronStepPj: 0, neuronStepNs: 0, neuronSpikePj: 69.3 },
    ],
    [
      'numbers may be text',
      (s) => set(core(s).synapse[0].attributes, { energy_process_spike: '40.0e-12' }),
      { synapseEventPj: 40 },
    ],
    [
      'a soma may leave its energies to its model',
      (s) => {
        const { attributes } = core(s).soma[0];
        for (const event of ['access_neuron', 'update_neuron', 'spike_out'])
          delete attributes[`energy_${event}`];
      },
      { neuronStepPj: null, neuronSpikePj: null, neuronStepNs: 9.7 },
    ],
    [
      'so may a synapse',
      (s) => {
        delete core(s).synapse[0].attributes['energy_process_spike'];
      },
      { synapseEventPj: null, synapseEventNs: 3.8 },
    ],
    [
      'attributes may be a list, the first one is right',
      (s) => {
        Object.assign(core(s).synapse[0], {
          attributes: [
            { model: 'm' },
            { energy_process_spike: 1e-12 },
            { energy_process_spike: 2e-12, latency_process_spike: 0 },
          ],
        });
      },
      { synapseEventPj: 1 },
    ],
    [
      'lists of one may be left out',
      (s) => {
        Object.assign(core(s), { soma: core(s).soma[0] });
        Object.assign(s.architecture, { tile: first(s) });
      },
      { neuronStepPj: 72.8 },
    ],
    [
      'a fixed barrier',
      (s) => set(s.architecture.attributes, { sync_model: 'fixed', latency_sync: 2e-7 }),
      { barrierNs: 200 },
    ],
    [
      'a table of one number',
      (s) => set(s.architecture.attributes, { sync_model: 'table', latency_sync: 2e-7 }),
      { barrierNs: 200 },
    ],
    [
      'sources of given spikes are no neurons',
      (s) => {
        core(s).soma.unshift(
          unit('ins[0..9]', {
            model: 'input',
            energy_access_neuron: 0,
            energy_update_neuron: 0,
            energy_spike_out: 0,
          }),
        );
      },
      { neuronStepPj: 72.8 },
    ],
  ])('%s', (_, change, expected) => {
    expect(prices(read(change).target)).toMatchObject(expected);
  });

  it.each<[string, unknown, unknown]>([
    [
      'a mapping',
      { 1: 6e-7, 2: 1e-6, 4: 1.4e-6 },
      [
        [1, 600],
        [2, 1000],
        [4, 1400],
      ],
    ],
    [
      'a list by the number of tiles',
      [0, 6e-7, 6e-7, 6e-7, 1e-6],
      [
        [1, 600],
        [4, 1000],
      ],
    ],
    [
      'one that begins later',
      { 3: 5e-7, 5: 6e-7 },
      [
        [1, 500],
        [5, 600],
      ],
    ],
    ['one that is always the same', { 1: 5e-7, 4: 5e-7 }, undefined],
  ])('a table of barriers: %s', (_, latency_sync, byTiles) => {
    const { target } = read((s) => set(s.architecture.attributes, { sync_model: 'table', latency_sync }));
    expect(target.latency.barrierNs.byTiles).toEqual(byTiles);
  });

  it('reads numbers as keys where it is YAML', () => {
    const text = textOf((s) =>
      set(s.architecture.attributes, { sync_model: 'table', latency_sync: 'TABLE' }),
    );
    const { target } = readHardware(text.replace('"TABLE"', '{ 1: 0.6e-6, 4: 1.4e-6 }'), 'arch.yaml');
    expect(target.latency.barrierNs).toMatchObject({
      value: 1400,
      byTiles: [
        [1, 600],
        [4, 1400],
      ],
    });
  });

  it('numbers tiles column by column, and cores of unlike tiles by their place', () => {
    const { target, diagnostics } = read((s) => {
      s.architecture.tile = [
        { name: 'a[0..2]', attributes: { ...HOPS }, core: [smallCore('c[0..1]', 64)] },
        { name: 'b', attributes: { ...HOPS }, core: [smallCore('small', 16), smallCore('c', 64)] },
        { name: 'd', attributes: { ...HOPS }, core: [smallCore('c', 64)] },
      ];
    });
    // Theirs 3 is x 1, y 1: tile 4 here, cores 8 and 9. Theirs 4 is x 2, y 0: tile 2, cores 4 and 5. Theirs 5, tile 5, is not there.
    expect(target.classes.map(({ name, limits }) => [name, limits.neurons])).toEqual([
      ['default', 64],
      ['small (16 neurons)', 16],
    ]);
    expect([...raw(target.classOf)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]);
    expect([...target.dead]).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1]);
    expect(diagnostics.find(({ code }) => code === 'W1393')).toMatchObject({
      have: 9,
      need: 12,
      unit: 'cores',
    });
  });

  it.each<[string, Change, string, RegExp]>([
    [
      'several synapses',
      (s) => {
        core(s).synapse.push(
          unit('conv', { model: 'm', energy_process_spike: 24e-12, latency_process_spike: 3.1e-9 }),
        );
      },
      'W1391',
      /syn with 35\.5 pJ and 3\.8 ns, and not conv with 24 pJ and 3\.1 ns/,
    ],
    [
      'several somas',
      (s) => {
        core(s).soma.push(unit('alt', { ...core(s).soma[0].attributes, energy_spike_out: 1e-12 }));
      },
      'W1391',
      /lif with access_neuron 51\.2 pJ.*not alt with.*spike_out 1 pJ/,
    ],
    [
      'several axons',
      (s) => {
        core(s).axon_in.push(unit('in2', { energy_message_in: 1e-12, latency_message_in: 0 }));
      },
      'W1391',
      /axon_in: .*in2 with 1 pJ/,
    ],
    [
      'energies of a hop by direction',
      (s) => set(first(s).attributes, { energy_west_hop: 2e-12 }),
      'W1392',
      /east 3 pJ and 5 ns, west 2 pJ and 5 ns\.$/,
    ],
    [
      'latencies of a hop by direction',
      (s) => set(first(s).attributes, { latency_south_hop: 9e-9 }),
      'W1392',
      /north 4 pJ and 6 ns, south 4 pJ and 9 ns/,
    ],
    [
      'too few tiles',
      (s) => {
        first(s).name = 't[0..3]';
      },
      'W1393',
      /leave 4 of 12 places/,
    ],
    [
      'what nobody reads',
      (s) => set(core(s).soma[0].attributes, { plugin: 'x.so' }),
      'W1394',
      /tile\.core\.soma\.attributes\.plugin/,
    ],
    ['a key at the top', (s) => set(s, { energy: 3 }), 'W1394', /not kept: energy;/],
    [
      'another topology',
      (s) => set(s.architecture.attributes, { topology: 'torus' }),
      'W1394',
      /topology torus/,
    ],
    [
      'units of the same price',
      (s) => {
        core(s).dendrite.push(unit('den2', { model: 'taps', energy_update: 0, latency_update: 0 }));
      },
      'W1394',
      /the dendrite den2, of the same price/,
    ],
  ])('says what it makes of %s', (_, change, code, pattern) => {
    const { diagnostics } = read(change);
    const found = diagnostics.filter((one) => one.code === code);
    expect(found).toHaveLength(1);
    expect(found[0].message).toMatch(pattern);
  });

  it('takes the dearer of two directions', () => {
    const { target } = read((s) =>
      set(first(s).attributes, { energy_west_hop: 7e-12, latency_north_hop: 1e-9 }),
    );
    expect(prices(target)).toMatchObject({ hopEastWestPj: 7, hopNorthSouthPj: 4, hopNorthSouthNs: 6 });
  });

  it('is written as a hardware file that means the same', () => {
    const text = textOf((s) => {
      set(s.architecture.attributes, { sync_model: 'table', latency_sync: [0, 6e-7, 1e-6] });
      first(s).core.push(smallCore('d', 7));
      first(s).name = 't[0..4]';
    });
    const own = hardwareText(text, 'arch.yaml');
    expect(own).toMatch(/^format: nmap-hardware\n/);
    const [theirs, ours] = [readHardware(text, 'arch.yaml'), readHardware(own, 'chip.yaml')];
    expect(ours.sha256).toBe(theirs.sha256);
    expect(ours.diagnostics).toEqual([]);
  });

  it('leaves the text of a file of ours as it is, right or wrong', () => {
    for (const text of ['format: nmap-hardware\nversion: 9\n', '{', 'x: &a *a\n', ''])
      expect(hardwareText(text, 'c')).toBe(text);
    expect(() => hardwareText('architecture: { tile: [] }\n', 'c')).toThrow(NmapError);
  });
});
