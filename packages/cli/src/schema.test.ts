/** `nmap schema`: a validator of others takes what we take, and refuses what we refuse for its keys and types. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { presetNames, presetText } from '@nmap/hardware';
import { CONNECTOR_NAMES } from '@nmap/ir';
import { runCli, temporaryFolder } from './testing/run-cli.ts';

const EXAMPLES = new URL('../../../examples/', import.meta.url);
const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

async function validator(name: string): Promise<ValidateFunction> {
  const { exit, out } = await runCli('schema', name);
  expect(exit).toBe(0);
  return new Ajv2020({ strict: false, allErrors: true }).compile(JSON.parse(out) as object);
}

describe('hardware', () => {
  let isHardware: ValidateFunction;
  beforeAll(async () => {
    isHardware = await validator('hardware');
  });

  it.each(presetNames())('takes the preset %s', (name) => {
    isHardware(parse(presetText(name).text));
    expect(isHardware.errors).toBeNull();
  });

  it.each([
    ['an unknown key', 'core: { neurons: 4, neurones: 4 }'],
    ['a limit of 0', 'core: { neurons: 0 }'],
    ['no core', ''],
    ['a constant without a source', 'core: { neurons: 4 }\nenergy: { routerPj: { value: 1, evidence: A } }'],
  ])('refuses %s, as hw check does', async (_what, rest) => {
    const text = `format: nmap-hardware\nversion: 1\nname: c\ntopology: { kind: mesh, width: 2, height: 2 }\n${rest}\n`;
    expect(isHardware(parse(text))).toBe(false);
    writeFileSync(at('chip.yaml'), text);
    expect((await runCli('hw', 'check', at('chip.yaml'))).exit).toBe(2);
  });
});

describe('network', () => {
  let isNetwork: ValidateFunction;
  beforeAll(async () => {
    isNetwork = await validator('network');
  });

  it('takes the examples', () => {
    const files = readdirSync(EXAMPLES).filter((name) => name.endsWith('.json'));
    expect(files.length).toBeGreaterThan(3);
    for (const name of files) {
      isNetwork(JSON.parse(readFileSync(new URL(name, EXAMPLES), 'utf8')));
      expect([name, isNetwork.errors]).toEqual([name, null]);
    }
  });

  it('knows every connector', async () => {
    const { out } = await runCli('schema', 'network');
    for (const name of CONNECTOR_NAMES) expect(out).toContain(`"${name}"`);
  });

  const net = (projection: object, population: object = {}): object => ({
    format: 'nmap-network',
    version: 1,
    populations: [{ id: 'a', size: 2, ...population }],
    projections: [{ from: 'a', to: 'a', connector: 'all-to-all', ...projection }],
  });
  it.each<[string, object, boolean]>([
    ['as it should be', net({ selfConnections: false }), true],
    ['a key of another connector', net({ kernel: 3 }), false],
    ['a required key that is missing', net({ connector: 'fixed-probability' }), false],
    ['a probability above 1', net({ connector: 'fixed-probability', p: 1.5 }), false],
    ['a misspelt connector', net({ connector: 'all-to-al' }), false],
    ['a negative spike count', net({}, { spikes: -1 }), false],
    ['a list of rates', net({}, { rateHz: [1.5, 2] }), true],
  ])('%s', async (_what, network, right) => {
    expect(isNetwork(network)).toBe(right);
    writeFileSync(at('net.json'), JSON.stringify(network));
    expect((await runCli('inspect', at('net.json'))).exit).toBe(right ? 0 : 2);
  });
});

it('manifest and json take what place writes and prints', async () => {
  const output = at('m.json');
  const net = new URL('mlp.json', EXAMPLES).pathname;
  const { out } = await runCli('place', net, '--hw', 'loihi', '--preset', 'fast', '-o', output, '--json');
  const isManifest = await validator('manifest');
  isManifest(JSON.parse(readFileSync(output, 'utf8')));
  expect(isManifest.errors).toBeNull();
  const isReport = await validator('json');
  isReport(JSON.parse(out));
  expect(isReport.errors).toBeNull();
  const refused = await runCli('place', at('none.json'), '--hw', 'loihi', '--json');
  isReport(JSON.parse(refused.out));
  expect(isReport.errors).toBeNull();
  expect(isManifest(JSON.parse(out))).toBe(false);
});
