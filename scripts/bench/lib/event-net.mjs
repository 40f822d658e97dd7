/**
 * A convolutional network of the size of those that classify gestures of an event camera: 21,191 neurons and
 * 3.1 million synapses. @returns {import('@nmap/ir').NetworkSpec}
 */
export function eventNet() {
  const population = (id, shape, spikes, more = {}) => ({
    id,
    size: shape.reduce((product, side) => product * side, 1),
    shape,
    role: 'hidden',
    model: 'if',
    spikes,
    ...more,
  });
  const conv = (from, to, kernel) => ({
    from,
    to,
    connector: 'conv2d',
    kernel,
    padding: 'same',
    weight: 0.1,
  });
  return {
    format: 'nmap-network',
    version: 1,
    name: 'event-net',
    timestepMs: 1,
    durationMs: 1000,
    populations: [
      population('input', [2, 32, 32], 8, { role: 'input', model: 'input' }),
      population('conv1', [8, 32, 32], 7),
      population('conv2', [8, 32, 32], 5),
      population('pool2', [8, 16, 16], 6),
      population('dense1', [700], 3),
      population('dense2', [11], 3, { role: 'output' }),
    ],
    projections: [
      conv('input', 'conv1', 3),
      conv('conv1', 'conv2', 5),
      { from: 'conv2', to: 'pool2', connector: 'pool2d', kernel: 2, weight: 0.25 },
      { from: 'pool2', to: 'dense1', connector: 'all-to-all', weight: 0.01 },
      { from: 'dense1', to: 'dense2', connector: 'all-to-all', weight: 0.01 },
    ],
  };
}
