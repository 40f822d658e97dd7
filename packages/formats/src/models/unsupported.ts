import { noSpikes, unreadForm, type Refusal } from './graph/refusal.ts';

const RETRAIN_RELU = 'Replace it by a ReLU, and train again.';
const NO_RECURRENCE = 'Only feed-forward networks of convolutions, dense layers and ReLU can be converted.';
const NO_ATTENTION = NO_RECURRENCE;
const EXPORT_FLOAT = 'Export the model before quantisation: weights are quantised in the conversion.';
const USE_BATCH_NORM = 'Use batch normalisation, whose constants fold into the weights, and train again.';
const UNROLL = 'Export the model for inference, with a fixed shape and without branches.';

type Row = readonly [ops: string, reason: string, hint: string];

/** Operators that no spiking neuron of the integrate-and-fire kind computes: [names, reason, way out]. */
const NO_SPIKING_FORM: readonly Row[] = [
  [
    'Sigmoid HardSigmoid Tanh Softplus Softsign Erf Elu Selu Celu Mish HardSwish Swish',
    'its curve is no ReLU: a firing rate is 0 below 0 and grows linearly above.',
    `${RETRAIN_RELU} At the very end it can be cut off: it leaves the class as it is.`,
  ],
  ['Gelu', 'GELU is no ReLU: a firing rate is 0 below 0 and grows linearly above.', RETRAIN_RELU],
  ['LeakyRelu PRelu', 'it passes on negative values, and a firing rate is never negative.', RETRAIN_RELU],
  ['LSTM GRU RNN Scan', 'it is recurrent.', NO_RECURRENCE],
  [
    'Attention MultiHeadAttention RotaryEmbedding',
    'it multiplies activations with each other.',
    NO_ATTENTION,
  ],
  [
    'LayerNormalization InstanceNormalization GroupNormalization RMSNormalization LpNormalization MeanVarianceNormalization LRN',
    "it divides by a spread of the sample's own values.",
    USE_BATCH_NORM,
  ],
  [
    'ConvTranspose Col2Im',
    'a transposed convolution is not read.',
    'Use nearest upsampling as weights of a convolution, or a network without decoder.',
  ],
  [
    'Quant BipolarQuant Trunc QuantizeLinear DynamicQuantizeLinear QLinearConv QLinearMatMul ConvInteger MatMulInteger',
    'it computes with quantised activations.',
    EXPORT_FLOAT,
  ],
  ['If Loop SequenceMap', 'what it does depends on the input.', UNROLL],
  [
    'Exp Log Sqrt Pow Reciprocal Sin Cos Tan Abs Sign Round Ceil Mod Not And Or Xor Equal Greater Less GreaterOrEqual LessOrEqual Where NonZero TopK ArgMin CumSum Einsum Hardmax IsNaN IsInf ReduceL1 ReduceL2 ReduceMin ReduceProd ReduceLogSum ReduceLogSumExp ReduceSumSquare NonMaxSuppression',
    'spiking neurons have no such operation.',
    NO_RECURRENCE,
  ],
  [
    'LpPool MaxRoiPool RoiAlign MaxUnpool',
    'this pooling has no spiking form.',
    'Use average pooling, and train again.',
  ],
  [
    'RandomNormal RandomNormalLike RandomUniform RandomUniformLike Multinomial Bernoulli',
    'its result is random.',
    'Export the model for inference.',
  ],
  ['Resize Upsample', 'changing the size of an image is not read.', 'Resize the images before the network.'],
];

const ROW_OF = new Map(NO_SPIKING_FORM.flatMap((row) => row[0].split(' ').map((op) => [op, row] as const)));

/** Why an operator that has no rule here cannot be read. */
export function unsupported(op: string, domain: string): Refusal {
  const row = ROW_OF.get(op);
  // Other domains have operators of these names, too: quantisers, and activations of their own.
  if (row !== undefined) return noSpikes(row[1], row[2]);
  if (domain !== '') {
    return unreadForm(
      `it is of the domain ${domain.slice(0, 60)}, not of the ONNX standard.`,
      'Export the model without optimisations for one runtime and without operators of your own.',
    );
  }
  return unreadForm('this operator is not read.', NO_RECURRENCE);
}

/** Why an operator that can be computed ahead only cannot be read on activations; null: another reason. */
export function onActivations(op: string): Refusal | null {
  const row = ROW_OF.get(op);
  if (row !== undefined) return noSpikes(row[1], row[2]);
  if (op === 'DequantizeLinear') return noSpikes('it computes with quantised activations.', EXPORT_FLOAT);
  return null;
}
