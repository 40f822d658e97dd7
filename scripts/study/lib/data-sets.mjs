/**
 * Images of the studies: training, scales (a part of the training images) and test, none of which is trained on.
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
/** Index of the first drawn digit that is tested: far beyond those that are trained on. */
const FIRST_TEST_DIGIT = 1_000_000;

/**
 * @param {'drawn-digits' | 'fashion-mnist'} name @param {{ readonly train: number, readonly test: number }} counts
 * @param {string} folder of Fashion-MNIST
 * @returns {Promise<StudyData | null>} null where the files are not there
 */
export async function studyData(name, counts, folder = FASHION_FOLDER) {
  if (name === 'drawn-digits') {
    const train = drawnDigits({ count: counts.train });
    const test = drawnDigits({ count: counts.test, first: FIRST_TEST_DIGIT });
    return made(name, train, test, { mirror: false, version: 'drawnDigits, seed 1' });
  }
  if (!existsSync(join(folder, 'train-images-idx3-ubyte.gz'))) return null;
  const train = await fashion(folder, 'train', counts.train);
  const test = await fashion(folder, 't10k', counts.test);
  const version = `SHA-256 ${train.sha256.slice(0, 12)} (training), ${test.sha256.slice(0, 12)} (test)`;
  return made(name, train.data, test.data, { mirror: true, version });
}

function made(name, train, test, more) {
  const calibration = sliceOfData(train, 0, Math.min(CALIBRATION, train.count));
  return { name, train, test, calibration, ...more };
}

/** The first `count` images of a part. The sum is of all of them. */
async function fashion(folder, part, count) {
  const { data, sha256 } = await loadDataset(join(folder, `${part}-images-idx3-ubyte.gz`), {
    labels: join(folder, `${part}-labels-idx1-ubyte.gz`),
    layerShape: [1, 28, 28],
    scale: 1 / 255,
    classes: 10,
  });
  return { data: sliceOfData(data, 0, Math.min(count, data.count)), sha256 };
}
