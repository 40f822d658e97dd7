import { visitEntries } from './entries.ts';
import { outSize, type LinearOperator } from './operator.ts';

/** operator x values, added to `into` where it is given. Length outSize. */
export function applyOperator(
  operator: LinearOperator,
  values: ArrayLike<number>,
  into = new Float64Array(outSize(operator)),
): Float64Array {
  visitEntries(operator, (pre, post, weight) => {
    into[post] += weight * values[pre];
  });
  return into;
}
