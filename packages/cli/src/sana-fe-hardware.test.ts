/** A chip that is written for SANA-FE and read again is the same chip: topology, limits, prices, so the same energies. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseManifest, type Manifest } from '@nmap/manifest';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');

const CLASSES = `format: nmap-hardware
version: 1
name: unlike
topology: { kind: mesh, width: 3, height: 4, coresPerTile: 2, ioPort: { x: 2, y: 3 } }
core: { neurons: 6 }
coreClasses:
  - { name: small, cores: ["0-3", 9], neurons: 3 }
energy:
  neuronStepPj: { value: 72.8, source: s, evidence: A }
  neuronSpikingStepPj: { value: 72.8, source: s, evidence: A }
  neuronSpikePj: { value: 69.3, source: s, evidence: A }
  synapseEventPj: { value: 35.5, source: s, evidence: A }
  packetInjectionPj: { value: 110, source: s, evidence: A }
  localDeliveryPj: { value: 111, source: s, evidence: A }
  routerPj: { value: 1, source: s, evidence: A }
  hopEastWestPj: { value: 3.1, source: s, evidence: A }
  hopNorthSouthPj: { value: 4.2, source: s, evidence: A }
latency:
  neuronStepNs: { value: 9.7, source: s, evidence: A }
  neuronSpikeNs: { value: 30.1, source: s, evidence: A }
  synapseEventNs: { value: 3.8, source: s, evidence: A }
  packetInjectionNs: { value: 5.1, source: s, evidence: A }
  packetReceiveNs: { value: 16.3, source: s, evidence: A }
  routerNs: { value: 0, source: s, evidence: A }
  hopEastWestNs: { value: 4.1, source: s, evidence: A }
  hopNorthSouthNs: { value: 6.5, source: s, evidence: A }
  barrierNs: { value: 700.7, source: s, evidence: A }
`;

const NET = {
  format: 'nmap-network',
  version: 1,
  name: 'net',
  durationMs: 20,
  populations: [
    { id: 'in', size: 3, external: true, spikes: [4, 0, 7] },
    { id: 'a', size: 9, spikes: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
    { id: 'b', size: 30, spikes: 3 },
  ],
  projections: [
    { from: 'in', to: 'a', connector: 'all-to-all' },
    { from: 'a', to: 'b', connector: 'all-to-all' },
    { from: 'b', to: 'b', connector: 'one-to-one' },
  ],
};

async function placed(hw: string, output: string): Promise<Manifest> {
  const run = await runCli(
    'place',
    at('net.json'),
    '--hw',
    hw,
    '-o',
    at(output),
    '--quiet',
    '--neurons-per-core',
    '5',
    '--preset',
    'fast',
  );
  expect(run.exit).toBe(0);
  return parseManifest(read(output), output);
}

describe('a chip through SANA-FE and back', () => {
  it.each([
    ['loihi-sanafe', 'loihi-sanafe'],
    ['unlike cores, a port elsewhere', at('unlike.yaml')],
  ])('%s: the same placements, counts and energies', async (name, hw) => {
    writeFileSync(at('unlike.yaml'), CLASSES);
    writeFileSync(at('net.json'), JSON.stringify(NET));
    const before = await placed(hw, 'm.json');
    const run = await runCli(
      'export',
      at('m.json'),
      '--net',
      at('net.json'),
      '--hw',
      hw,
      '--to',
      'sana-fe',
      '-o',
      at(`run-${name}`),
    );
    expect(run.exit).toBe(0);
    const back = at(`run-${name}/architecture.yaml`);
    const after = await placed(back, 'n.json');
    // A class goes by another name there.
    const named = ({ cores }: Manifest) =>
      cores.map((core) => ({ ...core, class: core.class === 'default' }));
    expect(named(after)).toEqual(named(before));
    expect(after.metrics.energyPj).toEqual(before.metrics.energyPj);
    expect(after.metrics.spikeHops).toBe(before.metrics.spikeHops);
    expect(after.metrics.energyBackToBackPj).toEqual(before.metrics.energyBackToBackPj);
    const check = await runCli('hw', 'check', back);
    expect(check.err).not.toContain('W1393');
    expect(check.err).toContain('the core port, which is the i/o port');
  });

  it('is verified, simulated and shown as any other', async () => {
    const back = at('run-loihi-sanafe/architecture.yaml');
    const files = [at('n.json'), '--net', at('net.json'), '--hw', back];
    await placed(back, 'n.json');
    expect((await runCli('verify', ...files)).exit).toBe(0);
    expect((await runCli('simulate', ...files)).exit).toBe(0);
    const shown = await runCli('hw', 'show', back);
    expect(shown.out).toMatch(/^format: nmap-hardware\n/);
    writeFileSync(at('own.yaml'), shown.out);
    // The same chip has the same hash, whoever wrote it down.
    expect((await placed(at('own.yaml'), 'o.json')).hardware.sha256).toBe(
      (await placed(back, 'n.json')).hardware.sha256,
    );
  });
});
