import { inputError } from '../input-error.ts';
import type { ModelFormat } from './model-file.ts';

const READABLE = 'Readable models: ONNX (.onnx), Keras (.h5, .keras) and TensorFlow.js layers (model.json).';

/** What a file holds, by its first bytes; refuses in words what is no model that can be read. */
export function recognise(start: Uint8Array, fileName: string): ModelFormat {
  const refuse = (message: string, hint: string): never => {
    throw inputError('E1801', fileName, message, hint);
  };
  if (begins(start, [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a])) return 'keras';
  if (begins(start, [0x50, 0x4b, 0x03, 0x04])) {
    const text = new TextDecoder('latin1').decode(start);
    if (/config\.json|metadata\.json|model\.weights\.h5/.test(text)) return 'keras';
    if (/data\.pkl|\/version/.test(text)) {
      refuse(
        'this is a checkpoint of PyTorch, which holds weights and no graph.',
        'Export the model: torch.onnx.export(model, sample, "model.onnx").',
      );
    }
    refuse('this is a zip archive, not a model.', READABLE);
  }
  if (begins(start, [0x1f, 0x8b])) refuse('the file is compressed with gzip.', 'Unpack it: gunzip FILE');
  if (begins(start, [0x93, 0x4e, 0x55, 0x4d]))
    refuse('this is an array of NumPy (.npy), not a model.', 'Give it as the data.');
  if (begins(start, [0x80]) && start.length > 1 && start[1] >= 2 && start[1] <= 5) {
    refuse('this is a pickle of Python, which is not read.', 'Export the model to ONNX.');
  }
  if (new TextDecoder('latin1').decode(start.subarray(4, 8)) === 'TFL3') {
    refuse(
      'this is a model of TensorFlow Lite, which is not read.',
      'Convert it: python -m tf2onnx.convert --tflite FILE --output model.onnx',
    );
  }
  if (!looksLikeText(start)) return 'onnx';
  const text = new TextDecoder('utf-8')
    .decode(start)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text.startsWith('version https://git-lfs.github.com/spec')) {
    refuse('this is a Git LFS pointer, not the model it stands for.', 'Fetch the model: git lfs pull');
  }
  if (text.startsWith('{')) {
    if (/"(modelTopology|weightsManifest)"/.test(text)) return 'tfjs';
    if (/"class_name"\s*:/.test(text)) {
      refuse(
        'this is the configuration of a Keras model without its weights.',
        'Save the whole model: model.save("model.h5").',
      );
    }
    if (/"format"\s*:\s*"nmap-network"/.test(text)) {
      refuse(
        'this is a spiking network already (nmap-network), not a trained model.',
        'It can be placed as it is: nmap place.',
      );
    }
    refuse('this JSON is no model that can be read.', READABLE);
  }
  if (text.startsWith('<'))
    refuse(
      'this is XML or HTML, not a model.',
      'Was a web page saved in place of the file? Download the file itself.',
    );
  const line = text.split('\n', 1)[0].trim();
  if (line === '') return refuse('the file holds only blanks.', 'Was it written completely?');
  const shown = JSON.stringify(line.length > 60 ? `${line.slice(0, 57)}...` : line);
  return refuse(`this is text, not a model: ${shown}.`, READABLE);
}

/** True where the bytes are UTF-8 without control characters; every ONNX model begins with one. */
function looksLikeText(start: Uint8Array): boolean {
  const part = start.subarray(0, 512);
  return part.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13)) && !part.includes(0x7f);
}

function begins(bytes: Uint8Array, signature: readonly number[]): boolean {
  return bytes.length >= signature.length && signature.every((byte, k) => bytes[k] === byte);
}
