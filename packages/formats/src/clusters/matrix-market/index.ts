import type { TextGraphReader } from '../../graph-format.ts';
import { MatrixMarketReader } from './matrix-market.ts';

export const matrixMarket: TextGraphReader = (fileName, name) => new MatrixMarketReader(fileName, name);
