import type { XmlNetworkReader } from '../../network-format.ts';
import { readGexf } from './read-gexf.ts';

export const gexf: XmlNetworkReader = { content: 'xml', roots: ['gexf'], read: readGexf };
