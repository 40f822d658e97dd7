import type { NodeCall, OnnxValue } from '../node-call.ts';
import * as fold from './fold.ts';
import * as pointwise from './pointwise.ts';
import * as reorder from './reorder.ts';
import * as weights from './weights.ts';

export type Rule = (call: NodeCall) => OnnxValue[];

/** What each operator becomes where it reads values of layers. */
export const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['Conv', weights.conv],
  ['Gemm', weights.gemm],
  ['MatMul', weights.matMul],
  ['BatchNormalization', weights.batchNorm],
  ['AveragePool', weights.pool],
  ['MaxPool', weights.pool],
  ['GlobalAveragePool', weights.globalPool],
  ['GlobalMaxPool', weights.globalPool],
  ['ReduceMean', weights.reduce],
  ['ReduceSum', weights.reduce],
  ['ReduceMax', weights.reduce],
  ['Relu', pointwise.relu],
  ['ThresholdedRelu', pointwise.thresholdedRelu],
  ['Clip', pointwise.clip],
  ['Floor', pointwise.floor],
  ['Softmax', pointwise.last],
  ['LogSoftmax', pointwise.last],
  ['ArgMax', pointwise.last],
  ['Add', pointwise.add],
  ['Sum', pointwise.add],
  ['Sub', pointwise.subtract],
  ['Mul', pointwise.multiply],
  ['Div', pointwise.divide],
  ['Neg', pointwise.negate],
  ['Max', pointwise.extreme],
  ['Min', pointwise.extreme],
  ['Concat', reorder.concat],
  ['Pad', reorder.pad],
  ['Reshape', reorder.reshape],
  ['Flatten', reorder.flatten],
  ['Squeeze', reorder.squeeze],
  ['Unsqueeze', reorder.unsqueeze],
  ['Transpose', reorder.transpose],
  ['Identity', reorder.pass],
  ['Dropout', reorder.pass],
  ['Cast', reorder.cast],
  ['Expand', reorder.expand],
  ['Gather', reorder.gather],
  ['Slice', reorder.slice],
  ['Split', reorder.split],
  ['Shape', fold.shapeNode],
  ['Size', fold.sizeNode],
]);

/** What each operator computes where all that it reads is constant. */
export const FOLDS: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['Constant', fold.constantNode],
  ['ConstantOfShape', fold.constantOfShape],
  ['Range', fold.range],
  ['ReduceProd', fold.reduceProduct],
  ['DequantizeLinear', fold.dequantize],
  ...['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Sum'].map((op): [string, Rule] => [op, fold.binary]),
  ...['Neg', 'Sqrt', 'Floor', 'Ceil', 'Abs', 'Reciprocal', 'Relu'].map((op): [string, Rule] => [
    op,
    fold.unary,
  ]),
  ['Shape', fold.shapeNode],
  ['Size', fold.sizeNode],
  ['Reshape', reorder.reshape],
  ['Flatten', reorder.flatten],
  ['Squeeze', reorder.squeeze],
  ['Unsqueeze', reorder.unsqueeze],
  ['Transpose', reorder.transpose],
  ['Identity', reorder.pass],
  ['Dropout', reorder.pass],
  ['Cast', reorder.cast],
  ['Expand', reorder.expand],
  ['Gather', reorder.gather],
  ['Slice', reorder.slice],
  ['Split', reorder.split],
  ['Concat', reorder.concat],
]);
