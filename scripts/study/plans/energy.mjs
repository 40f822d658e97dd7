/**
 * Options of `nmap generate` for the energy study. Published partitioners see neurons and list every synapse; with their images
 * of published sides AlexNet has 224 and VGGNet 436 million synapses, tens of gigabytes. `--full` makes them all the same.
 */
export const SIZES = {
  full: {},
  fitting: { 'app-alexnet': ['--side', '67'], 'app-vggnet': ['--side', '32'] },
  /** A laptop, a few minutes a run. */
  small: {
    'app-lenet': ['--side', '16'],
    'app-alexnet': ['--side', '67'],
    'app-vggnet': ['--side', '32'],
    'app-heart-class': ['--side', '22'],
  },
};
