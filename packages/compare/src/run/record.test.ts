import { describe, expect, it } from '@jest/globals';
import { placedRecord } from '../testing/tiny.ts';
import { parseRecord, stringifyRecord, withoutCost, type RunRecord } from './record.ts';

describe('a record', () => {
  it('reads back as it was written', () => {
    const record = placedRecord();
    expect(parseRecord(stringifyRecord(record))).toEqual({ record, fault: null });
  });

  it('has the same bytes whatever the order of its keys', () => {
    const record = placedRecord();
    const turned = Object.fromEntries(Object.entries(record).reverse()) as unknown as RunRecord;
    expect(Object.keys(turned)[0]).toBe('cost');
    expect(stringifyRecord(turned)).toBe(stringifyRecord(record));
  });

  it('is compared without what the run took', () => {
    const slow = placedRecord({ cost: null });
    expect(stringifyRecord(withoutCost(placedRecord()))).toBe(stringifyRecord(slow));
  });

  const text = stringifyRecord(placedRecord());
  it.each([
    ['nothing', '', 'is empty'],
    ['blanks', '\n \n', 'is empty'],
    ['half of it', text.slice(0, text.length / 2), 'is no JSON: it is cut or damaged'],
    ['another file', '{"format":"nmap-manifest"}', 'is no record of a run: format: '],
    ['a list', '[]', 'is no record of a run: '],
    ['a later version', text.replace('"version": 1', '"version": 2'), 'is no record of a run: version: '],
    ['no seed', text.replace('"seed": 1,', ''), 'is no record of a run: seed: '],
    ['a short hash', text.replace(/"id": "0/, '"id": "'), 'is no record of a run: id: expected 64 hex'],
    [
      'a metric in words',
      text.replace('"interCorePackets": 7', '"interCorePackets": "7"'),
      'outcome.metrics.',
    ],
    [
      'a placement that was not verified',
      text.replace('"verified": true', '"verified": false'),
      'outcome.verified',
    ],
    ['an unknown key', text.replace('"seed": 1,', '"seed": 1, "sead": 2,'), 'is no record of a run: '],
  ])('is not made of %s', (_, broken, fault) => {
    const read = parseRecord(broken);
    expect(read.record).toBeNull();
    expect(read.fault).toContain(fault);
  });
});
