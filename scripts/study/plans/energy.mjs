/** Options with which `npm run study -- energy --small` makes the applications of convolutions fit a laptop and one chip. */
export const SMALLER = {
  'app-lenet': ['--side', '18'],
  'app-alexnet': ['--side', '67'],
  'app-vggnet': ['--side', '32'],
  'app-heart-class': ['--side', '26'],
};
