import type { YamlPath } from '../yaml-source.ts';
import { sumOf, type Price } from './price.ts';
import type { Architecture, CoreRun } from './read-architecture.ts';

/** A constant of a hardware file, and where in the architecture it stands. */
export interface Given {
  readonly part: 'energy' | 'latency';
  readonly key: string;
  readonly entry: Readonly<Record<string, unknown>>;
  readonly at: YamlPath;
}

/**
 * What the events of an architecture are among our constants. A message pays at both of its ends, to its own core as to
 * others; a neuron pays its update in every step, where SANA-FE leaves it out for some in some. Nobody vouches for the
 * numbers but the file: evidence `assumed`.
 */
export function constantsOf(
  { name, tiles, barrier, attributes }: Architecture,
  core: CoreRun,
): readonly Given[] {
  const [{ hops }] = tiles;
  const { neuronStep, neuronSpike, synapseEvent, messageOut, messageIn } = core.prices;
  const source = (text: string): string => `architecture ${name}: ${text}`;
  const keysOf = ({ keys }: Price): string => source(keys.join(' + '));
  const constant = (value: number | null, text: string): Given['entry'] =>
    value === null
      ? { value, source: `${text}: left to the model, unknown`, evidence: 'U' }
      : { value, source: text, evidence: 'assumed' };
  const energy = (key: string, price: Price): Given => ({
    part: 'energy',
    key,
    entry: constant(price.pj, keysOf(price)),
    at: price.pjAt,
  });
  const latency = (key: string, price: Price): Given => ({
    part: 'latency',
    key,
    entry: constant(price.ns, keysOf(price)),
    at: price.nsAt,
  });
  const none = (part: Given['part'], key: string, value: number | null, text: string): Given => ({
    part,
    key,
    entry: { value, source: source(text), evidence: value === null ? 'U' : 'assumed' },
    at: attributes.path,
  });
  const message = sumOf([messageOut, messageIn]);
  return [
    energy('neuronStepPj', neuronStep),
    energy('neuronSpikingStepPj', neuronStep),
    energy('neuronSpikePj', neuronSpike),
    energy('synapseEventPj', synapseEvent),
    energy('packetInjectionPj', message),
    energy('localDeliveryPj', message),
    none('energy', 'routerPj', 0, 'contained in the hops'),
    energy('hopEastWestPj', hops.eastWest),
    energy('hopNorthSouthPj', hops.northSouth),
    none('energy', 'coreStaticMw', null, 'has no static power'),
    none('energy', 'routerStaticMw', null, 'has no static power'),
    none('energy', 'chipStaticMw', null, 'has no static power'),
    latency('neuronStepNs', neuronStep),
    latency('neuronSpikeNs', neuronSpike),
    latency('synapseEventNs', synapseEvent),
    latency('packetInjectionNs', messageOut),
    latency('packetReceiveNs', messageIn),
    none('latency', 'routerNs', 0, 'contained in the hops'),
    latency('hopEastWestNs', hops.eastWest),
    latency('hopNorthSouthNs', hops.northSouth),
    {
      part: 'latency',
      key: 'barrierNs',
      entry: {
        value: barrier.value,
        ...(barrier.byTiles === undefined ? {} : { byTiles: barrier.byTiles }),
        source: source('latency_sync'),
        evidence: 'assumed',
      },
      at: barrier.at,
    },
  ];
}
