import type { TextGraphReader } from '../../graph-format.ts';
import { MetisReader } from './metis.ts';

export const metis: TextGraphReader = (fileName, name) => new MetisReader(fileName, name);
