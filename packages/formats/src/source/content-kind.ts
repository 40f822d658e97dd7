import { inputError } from '../input-error.ts';
import { isUtf16 } from '../json/encoding.ts';

/** Bytes that are enough to recognise a file by. */
export const SNIFF_BYTES = 65_536;

/** What a file seems to hold, from its first bytes. */
export type ContentKind = 'json' | 'text' | 'hdf5' | 'xml';

/**
 * Tells HDF5, JSON, XML and other text apart, the last three by the first byte that is no blank, and refuses, with the
 * way out, what is none of them: archives, pointers, other encodings, binary data.
 * @param start the first bytes, at most SNIFF_BYTES, unpacked.
 */
export function contentKind(start: Uint8Array, fileName: string): ContentKind {
  const refuse = (message: string, hint: string): never => {
    throw inputError('E1003', `${fileName}:1:1`, message, hint);
  };
  if (begins(start, [0x1f, 0x8b]))
    refuse(
      'the file is compressed with gzip twice.',
      'Unpack it: gunzip FILE, or gunzip -c FILE | nmap place -',
    );
  if (begins(start, [0x50, 0x4b, 0x03, 0x04])) {
    const kind = zipKind(start);
    refuse(kind.message, kind.hint);
  }
  if (begins(start, [0x28, 0xb5, 0x2f, 0xfd]))
    refuse('the file is compressed with zstd.', 'Unpack it: zstd -d FILE');
  if (begins(start, [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a])) return 'hdf5';
  if (isOnnx(start)) refuse('the file is a trained network (ONNX), not a spiking one.', MODEL_HINT);
  if (begins(start, [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]))
    refuse('the file is an array of NumPy: data, not a network.', DATA_HINT);
  const first = firstByte(start);
  if (isUtf16(start))
    throw inputError('E1014', `${fileName}:1:1`, 'the file is UTF-16, not UTF-8.', 'Save it as UTF-8.');
  if (start.includes(0))
    refuse(
      'the file is binary data, not text.',
      'A network is a JSON file, a cluster graph a CSV, METIS or JSON file.',
    );
  if (first === 123 || first === 91) return 'json';
  const text = new TextDecoder('utf-8').decode(start).trimStart();
  if (text.startsWith('version https://git-lfs.github.com/spec')) {
    refuse('the file is a Git LFS pointer, not the file it stands for.', 'Fetch it: git lfs pull');
  }
  return first === 60 ? 'xml' : 'text';
}

/** What becomes of a trained model. */
export const MODEL_HINT =
  'A trained model becomes a network with images: nmap convert MODEL net.json --calibrate DATA.npz.';
const DATA_HINT = 'Give it as the images of a trained model: nmap convert MODEL net.json --calibrate DATA.';

/** A model begins with its version of the format, a small number, and goes on with a field of a model. */
function isOnnx(start: Uint8Array): boolean {
  const [first, version, next] = start;
  return first === 0x08 && version > 0 && version < 0x40 && ONNX_FIELDS.includes(next);
}

/** Producer's name and version, domain, version of the model, words on it, its graph, its operators. */
const ONNX_FIELDS = [0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42];

/** What a zip archive holds, by the names of its first files. */
function zipKind(start: Uint8Array): { readonly message: string; readonly hint: string } {
  const text = new TextDecoder('latin1').decode(start);
  if (/^PK[^]{28}[^]{0,200}?\.npy/.test(text))
    return { message: 'the file holds arrays of NumPy (.npz): data, not a network.', hint: DATA_HINT };
  if (/config\.json|metadata\.json|model\.weights\.h5/.test(text))
    return { message: 'the file is a trained network (Keras), not a spiking one.', hint: MODEL_HINT };
  return { message: 'the file is a zip archive.', hint: 'Unpack it, and give the file inside.' };
}

/** Position of the first byte that is no blank, byte order mark skipped; its value, or -1. */
function firstByte(start: Uint8Array): number {
  let at = begins(start, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  while (at < start.length && (start[at] === 32 || start[at] === 9 || start[at] === 10 || start[at] === 13))
    at++;
  return at < start.length ? start[at] : -1;
}

function begins(bytes: Uint8Array, signature: readonly number[]): boolean {
  return bytes.length >= signature.length && signature.every((byte, k) => bytes[k] === byte);
}
