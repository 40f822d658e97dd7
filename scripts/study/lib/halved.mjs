/**
 * Images of half the side, each pixel the mean of four: a quarter of the work for a network of the same layers.
 * @param {import('@nmap/dnn').DataSet} data of even sides @returns {import('@nmap/dnn').DataSet}
 */
export function halved(data) {
  const [channels, height, width] = data.shape;
  const values = new Uint8Array(data.values.length / 4);
  let to = 0;
  for (let row = 0; row < data.count * channels * height; row += 2) {
    for (let x = 0; x < width; x += 2) {
      const at = row * width + x;
      const sum =
        data.values[at] + data.values[at + 1] + data.values[at + width] + data.values[at + width + 1];
      values[to++] = Math.round(sum / 4);
    }
  }
  return { ...data, shape: [channels, height / 2, width / 2], values };
}

/** @param {import('./data-sets.mjs').StudyData} data */
export const halvedStudyData = (data) => ({
  ...data,
  train: halved(data.train),
  calibration: halved(data.calibration),
  test: halved(data.test),
});
