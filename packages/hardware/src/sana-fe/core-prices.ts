import { priceOf, priceText, sumOf, type Need, type Price } from './price.ts';
import type { Section } from './section.ts';

/** Events of a core that have a price here. */
export interface CorePrices {
  /** Each neuron, each step. */
  readonly neuronStep: Price;
  readonly neuronSpike: Price;
  readonly synapseEvent: Price;
  /** Each message, to the core itself, too. */
  readonly messageOut: Price;
  readonly messageIn: Price;
}

/** A unit of a stage, with what it costs. */
interface Unit {
  readonly name: string;
  /** What it computes; null where a stage has no models. */
  readonly model: string | null;
  readonly section: Section;
  readonly attributes: Section;
  readonly prices: readonly Price[];
}

const EVENTS = {
  axon_in: ['message_in'],
  synapse: ['process_spike'],
  dendrite: ['update'],
  soma: ['access_neuron', 'update_neuron', 'spike_out'],
  axon_out: ['message_out'],
} as const;
type Stage = keyof typeof EVENTS;

/** Where spikes wait for the next step: what stands before is paid for every synaptic event, what stands after in every step. */
const BUFFERS = ['dendrite', 'soma', 'axon_out'] as const;
/** The model of units that emit given spikes. */
const SOURCES = 'input';

/**
 * What the units of a core cost. Of several in a stage the first is taken, as SANA-FE does where a network names none;
 * units that only emit given spikes are no neurons. null where the file is at fault.
 */
export function corePrices(core: Section, coreAttributes: Section): CorePrices | null {
  const [messageIn] = pricesOf(core, 'axon_in', unitsOf(core, 'axon_in'));
  const synapses = unitsOf(core, 'synapse');
  const dendrites = unitsOf(core, 'dendrite');
  const somas = neuronsOf(core, unitsOf(core, 'soma'));
  const [messageOut] = pricesOf(core, 'axon_out', unitsOf(core, 'axon_out'));
  const [synapse] = pricesOf(core, 'synapse', synapses);
  const [dendrite] = pricesOf(core, 'dendrite', dendrites);
  const [access, update, spikeOut] = pricesOf(core, 'soma', somas);
  const buffer = coreAttributes.text('buffer_position', 'required', BUFFERS);
  // The same costs, whether the buffer is managed by the unit or before it.
  coreAttributes.value('buffer_inside_unit');
  const known = [messageIn, messageOut, synapse, dendrite, access].every((price) => price !== undefined);
  if (!known || buffer === null) return null;
  refuseShared(dendrites[0], [synapses[0], somas[0]]);
  refuseShared(somas[0], [synapses[0]]);

  const perEvent = [synapse];
  const perStep: Price[] = [];
  (buffer === 'dendrite' ? perStep : perEvent).push(dendrite);
  (buffer === 'axon_out' ? perEvent : perStep).push(access, update);
  return {
    neuronStep: perStep.length === 0 ? { ...access, pj: 0, ns: 0 } : sumOf(perStep),
    neuronSpike: spikeOut,
    synapseEvent: sumOf(perEvent),
    messageOut,
    messageIn,
  };
}

function unitsOf(core: Section, stage: Stage): readonly Unit[] {
  const isAxon = stage.startsWith('axon_');
  return core.sections(stage).flatMap((section): Unit[] => {
    const name = section.range();
    const attributes = section.attributes();
    if (name === null || attributes === null) return [];
    const model = isAxon ? null : attributes.text('model', 'required');
    // A unit gives all of its energies, or leaves them to its model; so with times.
    const need = (what: string): Need =>
      isAxon || EVENTS[stage].some((event) => attributes.has(`${what}_${event}`)) ? 'required' : 'optional';
    const needs = [need('energy'), need('latency')] as const;
    const prices = EVENTS[stage].map((event) => priceOf(attributes, stage, event, needs));
    return [{ name: name.base, model, section, attributes, prices }];
  });
}

/** Somas that are no sources of given spikes. */
function neuronsOf(core: Section, somas: readonly Unit[]): readonly Unit[] {
  const neurons = somas.filter(({ model }) => model !== SOURCES);
  for (const { name, model, section, attributes } of somas) {
    if (model !== SOURCES) continue;
    core.leave(`the soma ${name} of given spikes`);
    section.done();
    attributes.done();
  }
  if (somas.length === 0 || neurons.length > 0) return neurons;
  core.fault(
    {
      code: 'E1390',
      message: `soma: every unit is of the model ${SOURCES}, so that the core holds no neurons.`,
      have: SOURCES,
      need: 'a soma of neurons',
      hint: 'Given spikes come through the i/o port here: leave the core out, or give it a soma.',
    },
    'soma',
  );
  return [];
}

/** The prices of the first unit; the others are named. */
function pricesOf(core: Section, stage: Stage, units: readonly Unit[]): readonly Price[] {
  if (units.length === 0) return [];
  const [first, ...others] = units;
  for (const { section, attributes } of units) {
    section.done();
    attributes.done();
  }
  const events = EVENTS[stage];
  const text = ({ prices }: Unit): string =>
    prices.map((price, k) => `${events.length === 1 ? '' : `${events[k]} `}${priceText(price)}`).join(', ');
  for (const unit of others)
    if (text(unit) === text(first)) core.leave(`the ${stage} ${unit.name}, of the same price`);
  const unlike = others.filter((unit) => text(unit) !== text(first));
  if (unlike.length > 0) {
    const listed = unlike.map((unit) => `${unit.name} with ${text(unit)}`).join('; ');
    core.fault(
      {
        code: 'W1391',
        severity: 'warning',
        message: `${stage}: the first unit is taken, ${first.name} with ${text(first)}, and not ${listed}.`,
        have: first.name,
        hint: 'SANA-FE takes the first, too, where a network names none. Write the chip out with "nmap hw show" to change a constant.',
      },
      stage,
    );
  }
  return first.prices;
}

/** A unit that is two stages is run once where they meet: which of its prices is paid depends on its model. */
function refuseShared(unit: Unit, others: readonly Unit[]): void {
  const other = others.find(({ name }) => name === unit.name);
  const free = unit.prices.every(({ pj, ns }) => (pj ?? 0) === 0 && (ns ?? 0) === 0);
  if (other === undefined || free) return;
  unit.section.fault({
    code: 'E1392',
    message: `${unit.name} stands in two stages, with ${unit.prices.map(priceText).join(', ')} here: what a spike pays there is up to its model.`,
    have: unit.name,
    hint: 'Give its costs in one of the two stages, and 0 in the other.',
  });
}
