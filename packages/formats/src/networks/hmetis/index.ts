import { misfitOfHmetis } from '../../clusters/first-lines.ts';
import type { TextNetworkReader } from '../../network-format.ts';
import { readHmetis } from './read-hmetis.ts';

export const hmetisNetwork: TextNetworkReader = {
  content: 'text',
  announces: (start) => SOURCE_FIRST.test(start),
  misfit: misfitOfHmetis,
  open: readHmetis,
};

/** The comment by which a writer says that it put the source of every hyperedge first. */
const SOURCE_FIRST = /^%[ \t]*nmap:[ \t]*source first\b/im;
