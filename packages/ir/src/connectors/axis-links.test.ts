/** What connectors answer by axes, against every synapse that they visit. */
import { describe, expect, it } from '@jest/globals';
import { Rng } from '@nmap/kernels';
import type { Connector, PopulationSpec } from '../network-spec.ts';
import { axesOf } from '../network.ts';
import {
  axisLinksOf,
  checkConnector,
  kernelChannels,
  kernelLength,
  synapsesOfTap,
  visitSynapses,
} from './table.ts';
import { makeEnds } from './weighted.ts';

interface Drawn {
  readonly connector: Connector;
  readonly from: PopulationSpec;
  readonly to: PopulationSpec;
}

const population = (id: string, shape: readonly number[]): PopulationSpec => ({
  id,
  shape,
  size: shape.reduce((product, length) => product * length, 1),
});

function drawnWindow(rng: Rng): Drawn {
  const pair = (least: number, most: number): readonly [number, number] => [
    least + rng.below(most - least + 1),
    least + rng.below(most - least + 1),
  ];
  const pooled = rng.below(3) === 0;
  const groups = 1 + rng.below(3);
  const channels = groups * (1 + rng.below(2));
  const image = pair(1, 9);
  const kernel = pair(1, 4);
  const stride = pair(1, 4);
  const dilation = pooled ? ([1, 1] as const) : pair(1, 4);
  const padding = pair(0, 4);
  const length = (axis: 0 | 1): number =>
    Math.floor((image[axis] + 2 * padding[axis] - dilation[axis] * (kernel[axis] - 1) - 1) / stride[axis]) +
    1;
  const outChannels = pooled ? channels : groups * (1 + rng.below(3));
  return {
    from: population('a', [channels, ...image]),
    to: population('b', [outChannels, length(0), length(1)]),
    connector: pooled
      ? { connector: 'pool2d', kernel, stride, padding }
      : { connector: 'conv2d', kernel, stride, padding, dilation, groups },
  };
}

function drawnDense(rng: Rng): Drawn {
  const shape = (): number[] => Array.from({ length: 1 + rng.below(4) }, () => 1 + rng.below(4));
  const from = population('a', shape());
  if (rng.below(2) === 0) return { from, to: from, connector: { connector: 'one-to-one' } };
  const to = rng.below(2) === 0 ? from : population('b', shape());
  return { from, to, connector: { connector: 'all-to-all', selfConnections: rng.below(2) === 0 } };
}

/** count[input][output] of one axis, the other axes fixed at whatever position has most. */
function compare({ connector, from, to }: Drawn, rng: Rng): void {
  const ends = makeEnds(from, to, 0);
  const links = axisLinksOf(connector, ends)!;
  expect(links).not.toBeNull();
  const inAxes = axesOf(ends.from.shape);
  const outAxes = axesOf(ends.to.shape);
  const made = new Map<number, number>();
  const byTap: number[] = new Array<number>(kernelLength(connector, ends) ?? 1).fill(0);
  visitSynapses(connector, ends, (pre, post, tap) => {
    byTap[tap]++;
    made.set(pre * to.size + post, (made.get(pre * to.size + post) ?? 0) + 1);
  });
  const position = (index: number, axes: readonly number[]): number[] => [
    Math.floor(index / (axes[1] * axes[2])),
    Math.floor(index / axes[2]) % axes[1],
    index % axes[2],
  ];
  const box = outAxes.map((length) => {
    const at = rng.below(length);
    return [at, at + 1 + rng.below(length - at)];
  });
  const inside = (post: number): boolean =>
    position(post, outAxes).every((at, axis) => at >= box[axis][0] && at < box[axis][1]);
  for (let pre = 0; pre < from.size; pre++) {
    const at = position(pre, inAxes);
    let listed = 0;
    for (let post = 0; post < to.size; post++)
      if (inside(post)) listed += made.get(pre * to.size + post) ?? 0;
    let answered = links.along.reduce(
      (product, link, axis) => product * link.count(at[axis], box[axis][0], box[axis][1]),
      1,
    );
    if (links.withoutSelf && inside(pre)) answered--;
    expect(answered).toBe(listed);
  }
  for (const [axis, link] of links.along.entries()) {
    expect([link.inLength, link.outLength]).toEqual([inAxes[axis], outAxes[axis]]);
    const table = Array.from({ length: link.inLength }, (_, input) =>
      Array.from({ length: link.outLength }, (__, output) => link.count(input, output, output + 1)),
    );
    const [low, high] = [rng.below(link.inLength + 1), rng.below(link.inLength + 1)].sort((a, b) => a - b);
    const [first, end] = box[axis];
    const reaching = table.slice(low, high).filter((row) => row.slice(first, end).some((count) => count > 0));
    expect(link.sources(first, end, low, high)).toBe(reaching.length);
    for (const [input, row] of table.entries()) {
      const reached = [...row.keys()].filter((output) => row[output] > 0);
      expect(link.end(input) - link.first(input)).toBe(
        reached.length === 0 ? 0 : reached[reached.length - 1] + 1 - reached[0],
      );
      if (reached.length > 0) expect(link.first(input)).toBe(reached[0]);
    }
    for (let output = 0; output < link.outLength; output++) {
      const sum = table.reduce((total, row) => total + row[output], 0);
      expect(link.fanIn(output)).toBe(sum);
      if (link.evenFanIn !== null) expect(link.evenFanIn).toBe(sum);
    }
    const inner = [...table[0].keys()].filter((cut) => cut > 0 && rng.below(2) === 0);
    const cuts = Uint32Array.from([0, ...inner, link.outLength]);
    const onto = (input: number): string =>
      [...cuts.subarray(1)].map((cut, k) => link.count(input, cuts[k], cut)).join();
    const changes = [...table.keys()].filter((input) => input > 0 && onto(input) !== onto(input - 1));
    expect([...link.changes(cuts)]).toEqual(changes);
  }
  const entries = kernelLength(connector, ends);
  expect(links.kernelEntriesPerChannel * outAxes[0]).toBe(entries ?? 0);
  if (entries === null) return;
  expect(kernelChannels(connector, ends)).toBe(outAxes[0]);
  expect(byTap.map((_, tap) => synapsesOfTap(connector, ends, tap))).toEqual(byTap);
}

describe('answers by axes', () => {
  it.each([
    ['convolutions and pools', drawnWindow, 300],
    ['all-to-all and one-to-one', drawnDense, 100],
  ])('%s: equal the synapses, on random shapes', (_name, draw, trials) => {
    const rng = new Rng(7);
    let compared = 0;
    for (let trial = 0; trial < trials; trial++) {
      const drawn = draw(rng);
      const faults: string[] = [];
      if (drawn.to.size <= 0) continue;
      checkConnector(drawn.connector, makeEnds(drawn.from, drawn.to, 0), ({ message }) =>
        faults.push(message),
      );
      if (faults.length > 0) continue;
      compare(drawn, rng);
      compared++;
    }
    expect(compared).toBeGreaterThan(trials / 2);
  });

  it.each<[string, Drawn]>([
    [
      'one-to-one between other shapes',
      { from: population('a', [2, 3]), to: population('b', [6]), connector: { connector: 'one-to-one' } },
    ],
    [
      'conv2d onto a flat population',
      {
        from: population('a', [1, 3, 3]),
        to: population('b', [18]),
        connector: { connector: 'conv2d', kernel: 3, padding: 1 },
      },
    ],
    [
      'a list',
      {
        from: population('a', [2]),
        to: population('b', [2]),
        connector: { connector: 'list', pre: [0], post: [1] },
      },
    ],
    [
      'a random connector',
      {
        from: population('a', [2]),
        to: population('b', [2]),
        connector: { connector: 'fixed-fan-in', n: 1 },
      },
    ],
  ])('has none for %s', (_name, { connector, from, to }) => {
    expect(axisLinksOf(connector, makeEnds(from, to, 0))).toBeNull();
  });
});
