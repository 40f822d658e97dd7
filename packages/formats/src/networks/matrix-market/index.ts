import type { TextNetworkReader } from '../../network-format.ts';
import { isMatrixMarket } from '../../source/foreign-text.ts';
import { readMatrixMarket } from './read-matrix-market.ts';

export const matrixMarketNetwork: TextNetworkReader = {
  content: 'text',
  announces: isMatrixMarket,
  misfit: ({ lines }) =>
    isMatrixMarket(lines[0] ?? '') ? null : { line: 1, what: 'no banner %%MatrixMarket' },
  open: readMatrixMarket,
};
