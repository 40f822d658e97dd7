import type { TextGraphReader } from '../../graph-format.ts';
import { EdgeListReader } from './edge-list.ts';

export const edgeList: TextGraphReader = (fileName, name) => new EdgeListReader(fileName, name);
