import { expect, it } from '@jest/globals';
import { checkSize } from './check-size.ts';

it('refuses what is above the size, with both numbers', () => {
  checkSize('gexf', 1000, 1000, 'edges');
  expect(() => checkSize('gexf', 1001, 1000, 'edges')).toThrow(
    /E1881 --to gexf: the placement has 1,001 edges, and a file of this format holds at most 1,000/,
  );
});
