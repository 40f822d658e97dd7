/**
 * Images of the studies: training, scales (a part of the training images), and those that networks are judged on, none of which
 * is trained on: test images, or validation images, which choices are made on so that they are not made on test images.
 *
 * @typedef {{ readonly name: string, readonly train: import('@nmap/dnn').DataSet,
 *   readonly calibration: import('@nmap/dnn').DataSet, readonly test: import('@nmap/dnn').DataSet,
 *   readonly mirror: boolean, readonly version: string }} StudyData mirror: whether a mirrored image is still of its class
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadDataset } from '@nmap/compiler';
import { drawnDigits, sliceOfData } from '@nmap/dnn';

/** Where Debian's package dataset-fashion-mnist puts its files. */
export const FASHION_FOLDER = '/usr/share/datasets/fashion-mnist';
/** Training images that scales are taken from. */
const CALIBRATION = 300;
/** Index of the first drawn digit that is judged: far beyond those that are trained on, and apart from each other. */
const FIRST_DIGIT = { validation: 500_000, test: 1_000_000 };

/**
 * @param {'drawn-digits' | 'fashion-mnist'} name @param {{ readonly train: number, readonly test: number, readonly skipped?: number }} counts
 *   skipped: test images that are passed over, since choices were made on them
 * @param {string} folder of Fashion-MNIST @param {'validation' | 'test'} judged which images `test` is
 * @returns {Promise<StudyData | null>} null where the files are not there
 */
export async function studyData(name, counts, folder = FASHION_FOLDER, judged = 'test') {
  const skipped = judged === 'test' ? (counts.skipped ?? 0) : 0;
  if (name === 'drawn-digits') {
    const train = drawnDigits({ count: counts.train });
    const test = drawnDigits({ count: counts.test, first: FIRST_DIGIT[judged] + skipped });
    return made(name, train, test, { mirror: false, version: 'drawnDigits, seed 1' });
  }
  if (!existsSync(join(folder, 'train-images-idx3-ubyte.gz'))) return null;
  const training = await fashion(folder, 'train');
  const train = sliceOfData(training.data, 0, counts.train);
  if (judged === 'validation') {
    // The last of the training file: no test image is read.
    const first = training.data.count - counts.test;
    if (first < counts.train) throw new Error('more images are asked for than are in the training file');
    const validation = sliceOfData(training.data, first, counts.test);
    return made(name, train, validation, { mirror: true, version: sumOf(training, 'training') });
  }
  const tested = await fashion(folder, 't10k');
  const test = sliceOfData(tested.data, skipped, Math.min(counts.test, tested.data.count - skipped));
  const version = `${sumOf(training, 'training')}, ${sumOf(tested, 'test').slice('SHA-256 '.length)}`;
  return made(name, train, test, { mirror: true, version });
}

const sumOf = ({ sha256 }, what) => `SHA-256 ${sha256.slice(0, 12)} (${what})`;

function made(name, train, test, more) {
  const calibration = sliceOfData(train, 0, Math.min(CALIBRATION, train.count));
  return { name, train, test, calibration, ...more };
}

const fashion = (folder, part) =>
  loadDataset(join(folder, `${part}-images-idx3-ubyte.gz`), {
    labels: join(folder, `${part}-labels-idx1-ubyte.gz`),
    layerShape: [1, 28, 28],
    scale: 1 / 255,
    classes: 10,
  });
