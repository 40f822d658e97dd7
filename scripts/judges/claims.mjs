/** What a judge has to confirm, and where it does not. */

/** Energies of the judge are printed with seven digits. */
const RELATIVE = 1e-6;
/** Counts of one placement that have to be equal. */
const COUNTS = ['spikes', 'messages', 'packets', 'hops'];
const ENERGIES = ['networkPj', 'dynamicPj'];

/**
 * @param judged placements of one network, each with our numbers (`ours`) and those of a judge (`theirs`); numbers that a
 * judge does not give are not compared.
 * @returns what does not hold, one text each.
 */
export function brokenClaims(judged) {
  return [...equalTrains(judged), ...judged.flatMap(equalNumbers), ...sameOrder(judged)];
}

/** 1. Spike trains are identical over placements. */
function equalTrains(judged) {
  const [first, ...others] = judged.filter(({ theirs }) => theirs.trains !== undefined);
  return others
    .filter(({ theirs }) => theirs.trains !== first.theirs.trains)
    .map((one) => `${title(one)}: the spike trains are others than those of ${first.mapper}`);
}

/** 2. and 3. Counts are exact, energies within 1e-6. */
function equalNumbers(one) {
  const { ours, theirs } = one;
  const counts = COUNTS.filter((key) => theirs[key] !== undefined && theirs[key] !== ours[key]);
  const energies = ENERGIES.filter(
    (key) => theirs[key] !== undefined && Math.abs(theirs[key] - ours[key]) > RELATIVE * Math.abs(ours[key]),
  );
  return [...counts, ...energies].map(
    (key) => `${title(one)}: ${key} ${ours[key]}, the judge says ${theirs[key]}`,
  );
}

/** 4. What is better by our number is better by theirs. */
function sameOrder(judged) {
  const broken = [];
  for (const [index, one] of judged.entries())
    for (const other of judged.slice(index + 1))
      for (const [mine, yours] of orders(one, other)) {
        const [ours, theirs] = [
          compared(one.ours, other.ours, mine),
          compared(one.theirs, other.theirs, yours),
        ];
        if (ours !== 0 && theirs !== 0 && ours !== theirs)
          broken.push(
            `${title(one)} and ${other.mapper}: by our ${mine} one is better, by their ${yours} the other`,
          );
      }
  return broken;
}

/** Our number and the judge's that go up and down together. */
function orders({ theirs }) {
  const pairs = [...COUNTS, ...ENERGIES].map((key) => [key, key]);
  return [...pairs, ['hops', 'nocPj']].filter(([, yours]) => theirs[yours] !== undefined);
}

/** -1, 0 or 1; what differs by no more than the digits that are printed does not differ. */
function compared(one, other, key) {
  const difference = one[key] - other[key];
  return Math.abs(difference) <= RELATIVE * Math.abs(one[key]) ? 0 : Math.sign(difference);
}

function title({ network, mapper }) {
  return `${network}, ${mapper}`;
}
