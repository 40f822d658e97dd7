import { describe, expect, it } from '@jest/globals';
import { lower, NmapError } from '@nmap/ir';
import { readSpikeTrains } from './read-spike-trains.ts';

const { network } = lower({
  name: 't',
  timestepMs: 1,
  durationMs: 20,
  populations: [
    { id: 'in', size: 2, spikes: 1 },
    { id: 'a b', size: 3, spikes: 1 },
    { id: 'c,d', size: 1, spikes: 1 },
  ],
  projections: [],
});

/** `step neuron` of every spike read. */
function spikesOf(text: string, steps = 20): string[] {
  const { step, neuron } = readSpikeTrains(text, 's.csv', network, steps).trains;
  return Array.from(step, (at, row) => `${at} ${neuron[row]}`);
}

function faultsOf(text: string, steps = 20): string[] {
  try {
    readSpikeTrains(text, 's.csv', network, steps);
  } catch (error) {
    if (!(error instanceof NmapError)) throw error;
    return error.diagnostics.map(({ code, where, message }) => `${code} ${where}: ${message}`);
  }
  return [];
}

describe('readSpikeTrains reads', () => {
  it.each([
    ['two columns', '0,4\n3,0', ['0 4', '3 0']],
    ['three columns', '0,in,1\n2,a b,2', ['0 1', '2 4']],
    ['semicolons', '0;4\n2;a b;2', ['0 4', '2 4']],
    ['tabs', '0\t4\n2\ta b\t2', ['0 4', '2 4']],
    ['spaces, any number of them', '0   4\n  2 in  1 ', ['0 4', '2 1']],
    ['spaces beside commas', ' 0 , 4 ', ['0 4']],
    ['quoted cells', '"0","a b","2"\n1,"c,d",0', ['0 4', '1 5']],
    ['CRLF', '0,4\r\n3,0\r\n', ['0 4', '3 0']],
    ['bare CR', '0,4\r3,0\r', ['0 4', '3 0']],
    ['a byte order mark', '\ufeff0,4', ['0 4']],
    ['a byte order mark before a heading', '\ufeffstep,neuron\n0,4', ['0 4']],
    ['comments and empty lines', '# spikes\n\n0,4\n   \n# end\n', ['0 4']],
    ['a heading', 'step,neuron\n0,4', ['0 4']],
    ['a heading in capitals and quotes', '"Step", "Neuron"\n0,4', ['0 4']],
    ['a heading in another order', 'neuron,step\n4,0', ['0 4']],
    ['a heading of three columns', 'population,index,step\na b,2,7', ['7 4']],
    ['a heading after a comment', '# made by hand\nstep,population,neuron\n0,in,1', ['0 1']],
    ['separators at the end of rows', '0,4,\n3;0;', ['0 4', '3 0']],
    ['numbers of savetxt', '1.200000000000000000e+01 4.000000000000000000e+00', ['12 4']],
    ['decimal notation', '3.0,4.', ['3 4']],
    ['rows in any order, repeats kept', '3,0\n0,4\n3,0', ['3 0', '0 4', '3 0']],
    ['nothing', '', []],
    ['a heading and nothing', 'step,neuron\n', []],
  ])('%s', (_, text, spikes) => {
    expect(spikesOf(text)).toEqual(spikes);
  });

  it.each([
    ['', 'W6204 s.csv: holds no spike: no neuron fires because of it.'],
    ['step,neuron\n', 'W6204 s.csv: holds no spike: no neuron fires because of it.'],
    ['# none\n', 'W6204 s.csv: holds no spike: no neuron fires because of it.'],
    [
      '3,0\n0,4\n3,0\n3,0',
      'W6205 s.csv: 2 of 4 rows repeat another: each is one more spike of that neuron in that step.',
    ],
    ['3,0\n3,1', undefined],
  ])('%j and remarks on it', (text, line) => {
    const { diagnostics } = readSpikeTrains(text, 's.csv', network, 20);
    expect(diagnostics.map(({ code, where, message }) => `${code} ${where}: ${message}`)[0]).toBe(line);
    expect(diagnostics.every(({ severity }) => severity === 'warning')).toBe(true);
  });
});

describe('readSpikeTrains refuses', () => {
  it.each([
    [
      'steps outside the window, in one summary',
      '0,0\n10,0\n11,0\n12,0',
      ['E1622 s.csv:2: 3 rows are outside the 10 simulated steps, numbered from 0; the first is in step 10.'],
    ],
    [
      'a row with two faults, counted with both',
      '0,0\n99,6',
      [
        'E1622 s.csv:2: one row is outside the 10 simulated steps, numbered from 0; it is in step 99.',
        'E1626 s.csv:2: neuron 6 is not a whole number from 0 to 5: the network has 6 neurons.',
      ],
    ],
    [
      'unknown neurons and populations',
      '0,6\n0,7\n0,in,2\n0,no,1\n0,na,1',
      [
        'E1626 s.csv:1: neuron 6 is not a whole number from 0 to 5: the network has 6 neurons. 3 in all have this fault.',
        'E1625 s.csv:4: the network has no population "no". 2 in all have this fault.',
      ],
    ],
    [
      'a single one, without a count',
      '0,6',
      ['E1626 s.csv:1: neuron 6 is not a whole number from 0 to 5: the network has 6 neurons.'],
    ],
    [
      'rows of other lengths',
      '0\n0,1,2,3',
      [
        'E1624 s.csv:1: expected "step,neuron" or "step,population,index", found 1 cells. 2 in all have this fault.',
      ],
    ],
    [
      'rows that the heading does not fit',
      'step,neuron\n0,in,1',
      ['E1624 s.csv:2: expected 2 cells, as the heading has, found 3 cells.'],
    ],
    [
      'what is no whole number',
      'x,1\n-1,0\n0.5,0\n0,1.5\n0,-1',
      [
        'E1627 s.csv:1: step x is not a whole number, 0 or more. 3 in all have this fault.',
        'E1626 s.csv:4: neuron 1.5 is not a whole number from 0 to 5: the network has 6 neurons. 2 in all have this fault.',
      ],
    ],
    [
      'a heading of times',
      'time,neuron\n0.1,0',
      ['E1231 s.csv:1: the heading names a column of times, "time"; spikes are given by step.'],
    ],
    [
      'a heading that names something else',
      'step,unit\n0,0',
      [
        'E1230 s.csv:1: the heading "step,unit" does not name the columns step,neuron or step,population,index.',
      ],
    ],
    [
      'a heading with a column that would be lost',
      'step,neuron,weight\n0,0,1',
      [
        'E1230 s.csv:1: the heading "step,neuron,weight" does not name the columns step,neuron or step,population,index.',
      ],
    ],
    [
      'a heading that names a column twice',
      'step,step\n0,0',
      [
        'E1230 s.csv:1: the heading "step,step" does not name the columns step,neuron or step,population,index.',
      ],
    ],
    ['UTF-16', 's\0t\0e\0p\0', ['E1232 s.csv: holds bytes of value 0: it is no UTF-8 text.']],
  ])('%s', (_, text, faults) => {
    expect(faultsOf(text, 10)).toEqual(faults);
  });
});
