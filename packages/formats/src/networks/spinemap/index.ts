import type { FirstLines, Misfit } from '../../clusters/first-lines.ts';
import type { TextNetworkReader } from '../../network-format.ts';
import { wholeNumbers } from '../common/text-lines.ts';
import { readConnections } from './read-connections.ts';

export const spinemap: TextNetworkReader = {
  content: 'text',
  announces: () => false,
  onlyNamed: true,
  misfit,
  open: readConnections,
};

/** Its lines are those of any list of targets. */
function misfit({ lines }: FirstLines): Misfit {
  const wrong = lines.findIndex((line) => wholeNumbers(line) === null);
  return wrong < 0 ? null : { line: wrong + 1, what: 'not a list of whole numbers' };
}
