import type { XmlNetworkReader } from '../../network-format.ts';
import { readNeuroml } from './read-neuroml.ts';

export const neuroml: XmlNetworkReader = { content: 'xml', roots: ['neuroml'], read: readNeuroml };
