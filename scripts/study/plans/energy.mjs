/** Options of `nmap generate` for the energy study, by the size that is asked for. */
export const SIZES = {
  /** As published: AlexNet has 224 and VGGNet 436 million synapses, which are placed by units and never listed. */
  published: {},
  /** Smaller images: a laptop, a minute a run. */
  small: {
    'app-lenet': ['--side', '16'],
    'app-alexnet': ['--side', '67'],
    'app-vggnet': ['--side', '32'],
    'app-heart-class': ['--side', '22'],
  },
};
