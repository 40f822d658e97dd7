import type { XmlNetworkReader } from '../../network-format.ts';
import { readGraphml } from './read-graphml.ts';

export const graphml: XmlNetworkReader = { content: 'xml', roots: ['graphml'], read: readGraphml };
