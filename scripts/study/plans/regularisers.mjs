/** Longer fine-tuning of few: sparse networks need it. No more steps are run than are priced. */
const LONG = {
  fineTuning: { epochs: 8, learningRate: 1e-3 },
  passes: 'fold; normalise/percentile(p=99); pool/neurons; start/half; reset/soft',
  steps: 16,
};
/** Weights are chosen on images that are held out of the training images, with a seed of its own. */
const CHOICE = { judged: 'validation', seeds: [11] };
/** The first 1,000 test images are passed over: weights of before were chosen on them. */
const DIGITS = { data: 'drawn-digits', counts: { train: 4000, test: 2000, skipped: 1000 } };
const FASHION = { data: 'fashion-mnist', counts: { train: 12000, test: 2000, skipped: 1000 } };
const fanOut = (...weights) => ({ 'fan-out': { scale: '99', weights } });

/**
 * The study of regularisers: every network starts from the same trained one of its seed and is fine-tuned in the same way; the
 * control is fine-tuned without a regulariser.
 */
export const PLAN = {
  net: 'lenet5',
  seeds: [1, 2, 3, 4, 5],
  /** Epochs of the training from nothing, and of the fine-tuning. */
  epochs: 5,
  fineTuning: { epochs: 3, learningRate: 1e-3 },
  passes: 'fold; normalise/percentile(p=99.9); pool/neurons; start/half; reset/soft',
  /** Steps that are run, those shown in the tables, and those that energies are given at. */
  steps: 32,
  shownSteps: [8, 16, 32],
  pricedSteps: 16,
  /** Images whose spikes are placed. */
  pricedImages: 20,
  /** Points below the control's trained network that are tolerated: the fewest steps that suffice are searched. */
  tolerance: 1,
  chips: ['loihi', 'loihi-sanafe'],
  /** The chip whose prices `chip` is given, and the conversion that is priced. */
  pricedChip: 'loihi',
  sets: {
    'drawn-digits': {
      data: 'drawn-digits',
      counts: { train: 2000, test: 300 },
      regularisers: {
        l1: { scale: null, weights: ['1e-4', '4e-4', '1e-3', '3e-3'] },
        l2: { scale: null, weights: ['1e-4', '4e-4', '1e-3', '3e-3'] },
        hoyer: { scale: null, weights: ['3e-3', '1e-2', '2e-2', '4e-2'] },
        'hoyer-square': { scale: null, weights: ['1e-4', '4e-4', '1e-3', '3e-3'] },
        'fan-out': { scale: '99', weights: ['1e-4', '3e-4', '1e-3', '3e-3'] },
        chip: { scale: '99', weights: ['1e-4', '3e-4', '1e-3', '3e-3'] },
      },
    },
    'drawn-digits-choice': { ...LONG, ...CHOICE, ...DIGITS, regularisers: fanOut('6e-4', '1e-3') },
    'drawn-digits-long': { ...LONG, ...DIGITS, asked: { saved: 40, lost: 1 }, regularisers: fanOut('8e-4') },
    'fashion-mnist-choice': { ...LONG, ...CHOICE, ...FASHION, regularisers: fanOut('3e-4', '5e-4') },
    'fashion-mnist-long': {
      ...LONG,
      ...FASHION,
      asked: { saved: 30, lost: 1 },
      regularisers: fanOut('4e-4'),
    },
  },
};

/** @param {string} name @param {string} weight @param {string | null} scale */
export const regulariserText = (name, weight, scale) =>
  `${name}(${weight}${scale === null ? '' : `, scale=${scale}`})`;
