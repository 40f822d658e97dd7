/** Networks that the playground makes itself: its words in the list, a kind of `nmap generate` with its options, and a chip and a preset for it. */
export const EXAMPLES = [
  { title: 'LeNet-5, 8,878 neurons', kind: 'lenet5', options: {}, hardware: 'loihi', preset: 'fast' },
  {
    title: 'Cortical microcircuit at 5 %',
    kind: 'microcircuit',
    options: { scale: 0.05 },
    hardware: 'spinnaker',
    preset: 'fast',
  },
  {
    title: 'Small world, 1,000 neurons',
    kind: 'small-world',
    options: { neurons: 1000 },
    hardware: 'dynapse',
    preset: 'default',
  },
  {
    title: 'Communities, 4,000 neurons',
    kind: 'planted',
    options: { columns: 4, rows: 2, communitySize: 500 },
    hardware: 'loihi',
    preset: 'default',
  },
  {
    title: 'Liquid state machine: does not fit',
    kind: 'lsm',
    options: {},
    hardware: 'dynapse',
    preset: 'fast',
  },
];
