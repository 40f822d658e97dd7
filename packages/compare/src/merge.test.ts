import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { mergeFolders } from './merge.ts';
import { hashOf, placedRecord, plannedRun, tinyFolder } from './testing/tiny.ts';
import { stringifyRecord, type RunRecord } from './run/record.ts';

const { at } = tinyFolder();
let folders = 0;

function folderOf(...records: readonly RunRecord[]): string {
  const folder = at(`part${folders++}`);
  mkdirSync(join(folder, 'runs'), { recursive: true });
  for (const record of records)
    writeFileSync(join(folder, 'runs', `${record.id}.json`), stringifyRecord(record));
  return folder;
}

const one = placedRecord({ id: hashOf('1') });
const two = placedRecord({ id: hashOf('2'), seed: 2 });

describe('mergeFolders', () => {
  it('takes every run once, in the order of what was run', () => {
    const later = placedRecord({ id: hashOf('0'), mapper: { ...one.mapper, name: 'zeta' } });
    const merged = mergeFolders([folderOf(two, later), folderOf(one, two)], null);
    expect(merged).toEqual({ records: [one, two, later], missing: 0, diagnostics: [] });
  });

  it('does not mind what a run took, or what plans call it', () => {
    const again = { ...one, mapper: { ...one.mapper, name: 'other' }, cost: { ...one.cost!, wallMs: 1e6 } };
    expect(mergeFolders([folderOf(one), folderOf(again)], null).diagnostics).toEqual([]);
  });

  it('says where two folders have different results of one run, W6102', () => {
    const other = { ...one, placementSha256: hashOf('d') };
    const merged = mergeFolders([folderOf(one), folderOf(other)], null);
    expect(merged.records).toEqual([one]);
    expect(merged.diagnostics).toMatchObject([{ code: 'W6102', where: 'run 111111111111' }]);
  });

  it('leaves damaged records out, and says so', () => {
    const folder = folderOf(one);
    writeFileSync(join(folder, 'runs', `${hashOf('3')}.json`), stringifyRecord(two));
    writeFileSync(join(folder, 'runs', `${hashOf('4')}.json`), '{');
    writeFileSync(join(folder, 'runs', 'notes.txt'), 'mine');
    const merged = mergeFolders([folder], null);
    expect(merged.records).toEqual([one]);
    expect(merged.diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'W6101 is the record of another run than its name says.',
      'W6101 is no JSON: it is cut or damaged.',
    ]);
  });

  it('refuses records of two versions, E1908, unless a plan says which', () => {
    const old = placedRecord({ id: hashOf('5'), toolVersion: '0.0.9' });
    const folder = folderOf(one, old);
    expect(() => mergeFolders([folder], null)).toThrow(/0\.0\.9 and 0\.1\.0/);
    const run = plannedRun({ id: one.id, mapper: { ...one.mapper, name: 'ours' } });
    const study = { plan: {} as never, diagnostics: [], runs: [run, plannedRun({ id: hashOf('9') })] };
    const merged = mergeFolders([folder], study);
    expect(merged.records.map(({ mapper }) => mapper.name)).toEqual(['ours']);
    expect(merged.missing).toBe(1);
  });

  it.each(['absent', 'net.json'])('refuses %s, which is no folder of a comparison', (name) => {
    expect(() => mergeFolders([at(name)], null)).toThrow(/no folder of a comparison/);
  });
});
