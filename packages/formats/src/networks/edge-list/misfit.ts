import { splitFields } from '../../clusters/edge-list/edge-list-header.ts';
import type { FirstLines, Misfit } from '../../clusters/first-lines.ts';
import { NUMBER, isHeader, separatorOf } from './header.ts';

/** Why lines are no edges: without a header all of them must be two whole numbers, or two labels and a number. */
export function misfitOfEdges({ lines }: FirstLines): Misfit {
  let fieldCount = 0;
  for (let k = 0; k < lines.length; k++) {
    const line = lines[k].trim();
    if (line === '' || /^[#%]/.test(line)) continue;
    if (fieldCount === 0 && isHeader(line)) return null;
    const fields = splitFields(line, separatorOf(line));
    const misfit = (what: string): Misfit => ({ line: k + 1, what });
    fieldCount ||= fields.length;
    if (fields.length !== fieldCount || fieldCount < 2 || fieldCount > 3)
      return misfit(`${fields.length} ${fields.length === 1 ? 'field' : 'fields'}`);
    if (fieldCount === 3 && !NUMBER.test(fields[2])) return misfit('the third field is no weight');
    if (fieldCount === 2 && !fields.every((field) => /^\d+$/.test(field)))
      return misfit('not two whole numbers');
  }
  return fieldCount === 0 ? { line: 1, what: 'no line with an edge' } : null;
}
