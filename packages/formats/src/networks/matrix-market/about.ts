import type { FormatAbout } from '../../network-format.ts';

export const aboutMatrixMarket = {
  name: 'matrix-market',
  called: 'a Matrix Market matrix',
  content: 'text',
  ending: /\.(mtx|mm)$/i,
  recognised: 'the banner %%MatrixMarket',
  reads:
    'coordinates, counted from 1: a synapse from the row to the column, its value the weight; symmetric and pattern; a matrix that is not square joins two populations',
  limits: 'no spikes, delays or models; arrays, complex and hermitian matrices are refused',
} as const satisfies FormatAbout;
