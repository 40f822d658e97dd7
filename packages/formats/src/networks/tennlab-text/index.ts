import type { TextNetworkReader } from '../../network-format.ts';
import { readCommands } from './read-commands.ts';

const BEGIN =
  /^(?:[ \t]*(?:#.*)?\n)*[ \t]*(?:FJ[ \t]+\S+|(?:AN|AI|AO)(?:[ \t]+\d+)+)[ \t]*\n(?:[\s\S]*\n)?[ \t]*(?:AN|AI|AO|AE|SNP|SEP|SNP_ALL|SEP_ALL)[ \t]/i;

const announces = (start: string): boolean => BEGIN.test(start.replaceAll('\r\n', '\n'));

export const tennlabText: TextNetworkReader = {
  content: 'text',
  announces,
  misfit: ({ lines }) =>
    announces(`${lines.join('\n')}\n`) ? null : { line: 1, what: 'no command such as AN 0 1' },
  open: readCommands,
};
