import { describe, expect, it } from '@jest/globals';
import { asColumn } from '@nmap/kernels';
import { createTopology, type ClassId, type CoreId, type Target, type TileId } from '@nmap/ir';
import { checkHardware } from './check-hardware.ts';
import { presetText } from './presets.ts';
import { readHardware } from './read-hardware.ts';

const { text, fileName } = presetText('loihi');
const good = readHardware(text, fileName).target;

function codes(change: Partial<Target>): string[] {
  return checkHardware({ ...good, ...change }).map(({ code }) => code);
}

function withDeadLinks(ends: readonly [number, number][]): Partial<Target> {
  const deadLinks = ends.map(([from, to]) => ({ from, to }));
  return {
    topology: createTopology({ kind: 'mesh', columns: 8, rows: 4, chipColumns: 1, chipRows: 1, deadLinks }),
  };
}

describe('checkHardware', () => {
  it('has nothing to say about a sound target', () => {
    expect(codes({})).toEqual([]);
  });

  it('finds columns that are too short or point nowhere', () => {
    expect(codes({ coreCount: 127 })).toEqual(['E1211', 'E1211', 'E1211']);
    expect(codes({ ioTile: 32 as TileId })).toEqual(['E1211']);
    expect(codes({ tileOf: asColumn<CoreId, TileId>(new Uint32Array(128).fill(99)) })).toEqual(['E1211']);
    expect(codes({ classOf: asColumn<CoreId, ClassId>(new Uint32Array(128).fill(1)) })).toContain('E1211');
  });

  it.each([0, -1, 1.5, NaN])('finds a capacity of %d', (neurons) => {
    const classes = [{ name: 'c', limits: { ...good.classes[0].limits, neurons } }];
    expect(checkHardware({ ...good, classes })).toMatchObject([
      { code: 'E1212', where: 'class c', have: neurons },
    ]);
  });

  it('finds memory without a width', () => {
    const classes = [{ name: 'c', limits: { ...good.classes[0].limits, bitsPerSynapse: null } }];
    expect(codes({ classes })).toEqual(['E1212']);
  });

  it('finds energies with the wrong sign, unit or scope', () => {
    const constant = { source: 's', evidence: 'A' } as const;
    const energyOf = (change: Partial<Target['energy']>): string[] =>
      codes({ energy: { ...good.energy, ...change } });
    expect(energyOf({ routerPj: { value: -1, ...constant } })).toEqual(['E1208']);
    expect(energyOf({ routerPj: { value: 3e-12, ...constant } })).toEqual(['W6201']);
    expect(energyOf({ synapseEventPj: { value: 26, scope: 'all-in', ...constant } })).toContain('E1209');
    expect(energyOf({ routerPj: { value: 1, source: 'SANA-FE', evidence: 'A' } })).toContain('E1207');
  });

  it('finds a chip without a live core, and a class without one', () => {
    expect(codes({ dead: new Uint8Array(128).fill(1) })).toEqual(['E1213']);
    const dead = new Uint8Array(128);
    dead[127] = 1;
    const classOf = new Uint32Array(128);
    classOf[127] = 1;
    const classes = [good.classes[0], { ...good.classes[0], name: 'spare' }];
    expect(codes({ dead, classes, classOf: asColumn<CoreId, ClassId>(classOf) })).toEqual(['W6202']);
  });

  it('finds tiles that dead links cut off, unless their cores are dead', () => {
    const corner = withDeadLinks([
      [0, 1],
      [1, 0],
      [0, 8],
      [8, 0],
    ]);
    // The port is in the corner: everything else is cut off from it.
    expect(codes(corner)).toEqual(Array<string>(31).fill('E1214'));
    expect(codes({ ...corner, ioTile: 9 as TileId })).toEqual(['E1214']);
    const dead = new Uint8Array(128).fill(1, 0, 4);
    expect(codes({ ...corner, ioTile: 9 as TileId, dead })).toEqual([]);
  });

  it('counts the tiles that it does not list', () => {
    const size = { kind: 'mesh', columns: 40, rows: 40, chipColumns: 1, chipRows: 1 } as const;
    const deadLinks = [
      { from: 0, to: 1 },
      { from: 0, to: 40 },
      { from: 1, to: 0 },
      { from: 40, to: 0 },
    ];
    const found = checkHardware({
      ...good,
      topology: createTopology({ ...size, deadLinks }),
      coreCount: 1600,
      tileOf: asColumn<CoreId, TileId>(Uint32Array.from({ length: 1600 }, (_, core) => core)),
      classOf: asColumn<CoreId, ClassId>(new Uint32Array(1600)),
      dead: new Uint8Array(1600),
      chipOf: new Uint32Array(1600),
    });
    expect(found).toHaveLength(101);
    expect(found[100]).toMatchObject({ code: 'E1214', have: 1599 });
    expect(found[100].message).toMatch(/1499 more/);
  });

  it('warns of a link that is dead one way, and tells which', () => {
    expect(checkHardware({ ...good, ...withDeadLinks([[9, 10]]) })).toMatchObject([
      { code: 'W6203', severity: 'warning', where: 'link [1, 1] to [2, 1]' },
    ]);
  });

  it.each(['torus', 'hex-torus', 'tree'] as const)('knows the links of a %s', (kind) => {
    const describe = { kind, columns: 4, rows: 4, chipColumns: 1, chipRows: 1 };
    const arity = kind === 'tree' ? { arity: [4, 4] } : {};
    const plain = createTopology({ ...describe, ...arity, deadLinks: [] });
    const deadLinks = [{ from: plain.linkFrom(0), to: plain.linkTo(0) }];
    const topology = createTopology({ ...describe, ...arity, deadLinks });
    const small: Partial<Target> = {
      topology,
      coreCount: 16,
      tileOf: asColumn<CoreId, TileId>(Uint32Array.from({ length: 16 }, (_, core) => core)),
      classOf: asColumn<CoreId, ClassId>(new Uint32Array(16)),
      dead: new Uint8Array(16),
      chipOf: new Uint32Array(16),
    };
    // A tree has one way only, and this link is the one from the port.
    expect(codes(small)).toEqual(kind === 'tree' ? ['W6203', ...Array<string>(15).fill('E1214')] : ['W6203']);
  });
});
