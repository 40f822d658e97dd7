import { describe, expect, it } from '@jest/globals';
import type { ManifestEnergyPj } from '@nmap/manifest';
import { renderEnergy } from './energy.ts';

const known: ManifestEnergyPj = {
  neurons: 1,
  synapses: 2,
  interconnect: 3,
  static: 4,
  total: 10,
  partial: false,
  unpriced: [],
};
const timed = { ...known, windowMs: 1, stepNs: 1e6 };

describe('the total of an energy table', () => {
  it.each<[string, Partial<ManifestEnergyPj>, Partial<ManifestEnergyPj>, string, RegExp | null]>([
    ['of verified constants', {}, {}, 'total ', null],
    [
      'of one that is not',
      { unverified: ['routerPj'] },
      { unverified: ['routerPj'] },
      'total (unverified constants) ',
      /evidence U.*: routerPj$/m,
    ],
    [
      'of a time that is not',
      {},
      { unverified: ['barrierNs'] },
      'total (unverified constants) ',
      /evidence U.*: barrierNs$/m,
    ],
    [
      'of both, each named once',
      { unverified: ['routerPj'] },
      { unverified: ['routerPj', 'barrierNs'] },
      'total (unverified constants) ',
      /evidence U.*: routerPj, barrierNs$/m,
    ],
    [
      'in part',
      { partial: true, unpriced: ['hopTreePj'], unverified: ['routerPj'] },
      {},
      'total (partial, unverified constants) ',
      /no constant known: hopTreePj$/m,
    ],
  ])('%s', (_, window, backToBack, label, line) => {
    const text = renderEnergy({
      overWindow: { ...known, ...window },
      backToBack: { ...timed, ...backToBack },
      windowMs: 1,
      steps: 1,
      stepTime: 'modelled',
      columns: null,
    });
    expect(text).toContain(`\n${label}`);
    if (line === null) expect(text).not.toContain('unverified');
    else expect(text).toMatch(line);
  });
});
