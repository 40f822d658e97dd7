/**
 * The product of two linear maps, `outer` after `inner`, with the structure that it keeps:
 * scaling a convolution by channel is a convolution, and so is a convolution over average
 * pooling; a dense layer over anything is dense; the rest becomes a list of entries.
 */
import { convOverPiece, convOverPool } from './conv-over.ts';
import { isIdentity, type LinearOperator } from './operator.ts';
import { denseOver, product } from './product.ts';
import { scaledColumns, scaledRows } from './scaled.ts';

export function compose(outer: LinearOperator, inner: LinearOperator): LinearOperator {
  // The identity passes flattened values on, so that the shapes may differ where the sizes do not.
  if (isIdentity(inner)) return outer;
  if (isIdentity(outer)) return inner;
  return (
    (inner.kind === 'diagonal' ? scaledColumns(outer, inner) : null) ??
    (outer.kind === 'diagonal' ? scaledRows(outer, inner) : null) ??
    (outer.kind === 'conv' && inner.kind === 'pool' ? convOverPool(outer, inner) : null) ??
    (outer.kind === 'conv' && inner.kind === 'sparse' ? convOverPiece(outer, inner) : null) ??
    (outer.kind === 'dense' ? denseOver(outer, inner) : null) ??
    product(outer, inner)
  );
}
