import type { TextNetworkReader } from '../../network-format.ts';
import { readYaml } from './read-yaml.ts';

const BEGIN =
  /^(?:[ \t]*(?:#.*)?\n)*(?:---[ \t]*\n)?network:[ \t]*\n(?=(?:[\s\S]*\n)?(?:[ \t]+(?:- )?groups:|mappings:))/;

const announces = (start: string): boolean => BEGIN.test(start.replaceAll('\r\n', '\n'));

export const sanaFe: TextNetworkReader = {
  content: 'text',
  announces,
  misfit: ({ lines }) =>
    announces(`${lines.join('\n')}\n`) ? null : { line: 1, what: 'no "network:" with groups' },
  open: readYaml,
};
