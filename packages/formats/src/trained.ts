/** What reads and writes trained networks and data, as one module: `on-demand.ts` loads it with the first call. */
export { writeOnnx } from './models/onnx/write-onnx.ts';
export { readModel, readModelBytes } from './models/read-model.ts';
export { makeDataset, readDataset, readLabelFile } from './tensors/read-dataset.ts';
export { readTensor, readTensorBytes } from './tensors/read-tensor.ts';
export { writeNpy, writeNpz } from './tensors/write-npz.ts';
