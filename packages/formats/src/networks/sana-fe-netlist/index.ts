import type { TextNetworkReader } from '../../network-format.ts';
import { readNetlist } from './read-netlist.ts';

const BEGIN =
  /^(?:[ \t]*(?:#.*)?\n)*(?:g[ \t]+\d+(?:[ \t]|\n)|n[ \t]+\d+\.\d+[ \t\n]|e[ \t]+\d+\.\d+->|&[ \t]*\d+\.\d+@)/;

const announces = (start: string): boolean => BEGIN.test(start.replaceAll('\r\n', '\n'));

export const sanaFeNetlist: TextNetworkReader = {
  content: 'text',
  announces,
  misfit: ({ lines }) =>
    announces(`${lines.join('\n')}\n`) ? null : { line: 1, what: 'no line such as g 3 or e 0.0->1.0' },
  open: readNetlist,
};
