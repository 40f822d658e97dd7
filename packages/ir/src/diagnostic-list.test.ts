import { describe, expect, it } from '@jest/globals';
import { NmapError, type Diagnostic } from './diagnostic.ts';
import { DiagnosticList, KEPT_PER_CODE } from './diagnostic-list.ts';
import { Violations } from './lower/diagnostics.ts';

const diagnostic = (code: string, where: string): Diagnostic => ({
  code,
  severity: 'error',
  where,
  message: 'is wrong.',
});

describe('DiagnosticList', () => {
  it('words nothing beyond the cap, and counts everything', () => {
    const list = new DiagnosticList('net.json');
    let worded = 0;
    for (let i = 0; i < 1_000_000; i++) {
      list.error('E1', () => ({ where: `row ${++worded}`, message: 'is wrong.' }));
    }
    expect(worded).toBe(KEPT_PER_CODE);
    expect(list.count).toBe(1_000_000);
    expect(list.countOf('E1')).toBe(1_000_000);
    const all = list.all();
    expect(all).toHaveLength(KEPT_PER_CODE + 1);
    expect(all.at(-1)).toEqual({
      code: 'E1',
      severity: 'error',
      where: 'net.json',
      message: '999,800 more of the same kind, 1,000,000 in all.',
      have: 1_000_000,
      need: 0,
      leftOut: 999_800,
    });
  });

  it('cuts what is said of names without end', () => {
    const list = new DiagnosticList();
    const long = 'x'.repeat(10_000);
    list.add({ code: 'E1', severity: 'error', where: long, message: long, hint: long });
    list.error('E1', () => ({ where: 'here', message: 'is wrong.' }));
    const [first, second] = list.all();
    expect(first.where).toBe(`${'x'.repeat(300)}...`);
    expect([first.message.length, first.hint?.length]).toEqual([1003, 1003]);
    expect(second).toEqual({ code: 'E1', severity: 'error', where: 'here', message: 'is wrong.' });
  });

  it.each([
    [KEPT_PER_CODE - 1, KEPT_PER_CODE - 1],
    [KEPT_PER_CODE, KEPT_PER_CODE],
    [KEPT_PER_CODE + 1, KEPT_PER_CODE + 1],
    [KEPT_PER_CODE + 2, KEPT_PER_CODE + 1],
  ])('%d of a code make %d rows', (count, rows) => {
    const list = new DiagnosticList();
    for (let i = 0; i < count; i++) list.add(diagnostic('E1', String(i)));
    expect(list.all()).toHaveLength(rows);
  });

  it('has a cap for each code, so that a flood of one hides no other', () => {
    const list = new DiagnosticList();
    list.addAll(Array.from({ length: 1000 }, (_, i) => diagnostic('E1', String(i))));
    list.add(diagnostic('E2', 'last'));
    expect(list.all().filter(({ code }) => code === 'E2')).toEqual([diagnostic('E2', 'last')]);
  });

  it('takes in another list with its full count, also twice over', () => {
    const inner = new DiagnosticList('inner');
    for (let i = 0; i < 1000; i++) inner.add(diagnostic('E1', String(i)));
    const middle = new DiagnosticList('middle');
    middle.addAll(inner.all());
    const outer = new DiagnosticList('outer');
    outer.add(diagnostic('E1', 'first'));
    outer.addAll(middle.all().map((found) => ({ ...found, where: 'elsewhere' })));
    expect(outer.countOf('E1')).toBe(1001);
    expect(outer.all()).toHaveLength(KEPT_PER_CODE + 1);
    expect(outer.all().at(-1)).toMatchObject({ where: 'outer', have: 1001 });
  });

  it('knows nothing of a code that never came, and fails by the closing row of another list', () => {
    const list = new DiagnosticList();
    expect([list.count, list.countOf('E1'), list.failed]).toEqual([0, 0, false]);
    const warnings = new DiagnosticList();
    const errors = new DiagnosticList();
    for (let i = 0; i < 300; i++) {
      warnings.warning('W1', () => ({ where: 'x', message: 'is odd.' }));
      errors.error('E1', () => ({ where: 'x', message: 'is wrong.' }));
    }
    expect(warnings.all()).toHaveLength(KEPT_PER_CODE + 1);
    expect(warnings.all().at(-1)).toMatchObject({ code: 'W1', severity: 'warning', have: 300 });
    list.add(warnings.all().at(-1)!);
    expect([list.count, list.countOf('W1'), list.failed]).toEqual([100, 100, false]);
    list.add(errors.all().at(-1)!);
    expect([list.countOf('E1'), list.failed]).toEqual([100, true]);
    // Fewer than the cap, and yet none of them worded.
    expect(list.all().map(({ code, have }) => [code, have])).toEqual([
      ['W1', 100],
      ['E1', 100],
    ]);
  });

  it('fails by errors, not by warnings and notes', () => {
    const list = new DiagnosticList();
    list.warning('W1', () => ({ where: 'x', message: 'is odd.' }));
    list.add({ ...diagnostic('N1', 'x'), severity: 'note' });
    expect(list.failed).toBe(false);
    expect(() => {
      list.throwIfFailed();
    }).not.toThrow();
    list.add(diagnostic('E1', 'x'));
    expect(list.failed).toBe(true);
    expect(() => {
      list.throwIfFailed('verification');
    }).toThrow(expect.objectContaining({ kind: 'verification' }));
  });
});

describe('NmapError', () => {
  it('does not join a million messages, and keeps the diagnostics', () => {
    const many = Array.from({ length: 1_000_000 }, (_, i) => diagnostic('E1', String(i)));
    const error = new NmapError('input', many);
    expect(error.message.split('\n')).toHaveLength(201);
    expect(error.message.endsWith('\n... and 999800 more.')).toBe(true);
    expect(error.diagnostics).toHaveLength(1_000_000);
  });
});

describe('Violations', () => {
  it('asks for what is costly only where a person would see it', () => {
    const violations = new Violations();
    let searches = 0;
    for (let i = 0; i < 5000; i++) {
      violations.at(`row ${i}`)({ code: 'E1', message: 'is unknown.', hint: 'Look.' }, () => {
        searches++;
        return { hint: 'Did you mean row?' };
      });
    }
    expect(searches).toBe(20);
    expect(violations.found[0].hint).toBe('Did you mean row?');
    expect(violations.found[20].hint).toBe('Look.');
    expect(violations.found.at(-1)!.have).toBe(5000);
  });
});
