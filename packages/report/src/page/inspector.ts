import { formatIn, formatNumber, formatPercent } from '../model/format.ts';
import { mostOf } from '../model/column.ts';
import { NO_WAY, type Report } from '../model/report.ts';
import { quantitiesOf } from '../model/quantities.ts';
import type { Cell, Table, Spot } from '../model/table.ts';
import {
  LIMIT_WORDS,
  coreAndHolder,
  coreName,
  flowName,
  holderName,
  holderWord,
  linkName,
  routerName,
} from '../model/words.ts';
import { crosserTable } from '../views/crosser-table.ts';
import { button, el } from './dom.ts';
import type { EdgeIndex } from './edge-index.ts';
import { toolsOf } from './save.ts';
import type { State } from './state.ts';
import { tableElement } from './table-view.ts';
import { whyHere } from './why-here.ts';

const PARTNERS = 8;

/** What is chosen, in numbers. */
export class Inspector {
  readonly element: HTMLElement;
  readonly #report: Report;
  readonly #state: State;
  readonly #edges: EdgeIndex;
  readonly #jump: (spot: Spot) => void;
  readonly #isDead: ReadonlySet<number>;

  constructor(
    report: Report,
    state: State,
    { edges, jump }: { readonly edges: EdgeIndex; readonly jump: (spot: Spot) => void },
  ) {
    this.#report = report;
    this.#state = state;
    this.#edges = edges;
    this.#jump = jump;
    this.#isDead = new Set(report.chip.deadCores);
    this.element = el('aside', { class: 'inspector', 'aria-live': 'polite', 'data-view': 'inspector' });
    state.listen((choice, before) => {
      if (choice.spot !== before.spot || choice.why !== before.why) this.#show(choice.spot);
    });
    this.#show(state.choice.spot);
  }

  #show(spot: Spot | null): void {
    this.element.replaceChildren(...(spot === null ? this.#nothing() : this.#of(spot)));
    this.element.scrollTop = 0;
  }

  #nothing(): Node[] {
    return [
      el('h3', {}, 'Nothing chosen'),
      el(
        'p',
        {},
        'Click a core, a link, or a row of a table. Arrows move from core to core, + and − zoom, 0 shows all and 1 the cores in use, / searches, [ and ] change the colours.',
      ),
    ];
  }

  #of(spot: Spot): Node[] {
    switch (spot.kind) {
      case 'core':
        return this.#core(spot.index);
      case 'tile':
        return this.#free(spot.core);
      case 'link':
        return this.#link(spot.link);
      case 'population':
        return this.#population(spot.population);
      case 'flow':
        return this.#flow(spot.flow);
    }
  }

  #core(index: number): Node[] {
    const report = this.#report;
    const { cores, chip, populations } = report;
    if (index === cores.count) return [el('h3', {}, 'i/o port'), ...this.#partners(index)];
    const numbers = quantitiesOf(report).map(({ label, unit, column }): [string, string] => [
      label,
      formatIn(unit, column(report)![index]),
    ]);
    const limits = report.limits.filter(
      (row) => row.class === chip.classes[cores.classOf[index]] && row.core === index,
    );
    const members: Table = {
      name: `core-${cores.core[index]}`,
      title: 'Who lives here',
      says: '',
      columns: [
        { name: 'population', unit: '' },
        { name: 'neurons', unit: '' },
        { name: 'of it', unit: '%' },
      ],
      rows: Array.from(
        { length: cores.memberStart[index + 1] - cores.memberStart[index] },
        (_, k): Cell[] => {
          const at = cores.memberStart[index] + k;
          const { id, neurons } = populations[cores.memberPopulation[at]];
          return [id, cores.memberNeurons[at], cores.memberNeurons[at] / neurons];
        },
      ),
      spots: Array.from({ length: cores.memberStart[index + 1] - cores.memberStart[index] }, (_, k) => ({
        kind: 'population',
        population: cores.memberPopulation[cores.memberStart[index] + k],
      })),
    };
    return [
      el('h3', {}, coreName(report, index)),
      definitions([this.#place(cores.core[index]), [holderWord(report), holderName(report, index)]]),
      ...whyHere(report, this.#state, index, this.#jump),
      ...this.#partners(index),
      ...(report.nodes === null ? this.#table(members) : []),
      el('h4', {}, 'In numbers'),
      ...limits.map(({ name, most, limit }) =>
        el(
          'p',
          {},
          `Fullest of all in ${LIMIT_WORDS[name] ?? name}: ${formatNumber(most)} of ${formatNumber(limit)}.`,
        ),
      ),
      definitions(numbers),
    ];
  }

  #free(core: number): Node[] {
    const dead = this.#isDead.has(core);
    return [
      el('h3', {}, `core ${core}`),
      definitions([this.#place(core), ['state', dead ? 'dead: must stay empty' : 'free']]),
    ];
  }

  #place(core: number): [string, string] {
    const { chip } = this.#report;
    const tile = chip.tileOf[core];
    const onChip = chip.chipCount > 1 ? `, chip ${chip.chipOf[tile]}` : '';
    return ['place', `${routerName(this.#report, tile)}${onChip}`];
  }

  #partners(index: number): Node[] {
    const report = this.#report;
    const { edges } = report;
    const table = (
      title: string,
      list: readonly { readonly edge: number; readonly other: number }[],
      name: string,
    ): Table => ({
      name,
      title,
      says: '',
      columns: [
        { name: `core (${holderWord(report)})`, unit: '' },
        { name: 'packets', unit: '' },
        { name: 'hops', unit: '' },
      ],
      rows: list
        .slice(0, PARTNERS)
        .map(({ edge, other }) => [
          coreAndHolder(report, other),
          edges.weight[edge],
          edges.hops[edge] === NO_WAY ? null : edges.hops[edge],
        ]),
      spots: list.slice(0, PARTNERS).map(({ other }) => ({ kind: 'core', index: other })),
    });
    const out = this.#edges.outOf(index);
    const into = this.#edges.into(index);
    const parts: Node[] = [];
    if (into.length > 0)
      parts.push(...this.#table(table(`Hears from ${counted(into.length)}`, into, 'hears-from')));
    if (out.length > 0) parts.push(...this.#table(table(`Sends to ${counted(out.length)}`, out, 'sends-to')));
    if (!edges.complete) parts.push(el('p', {}, 'Only the heaviest are listed of a placement so large.'));
    return parts;
  }

  #link(link: number): Node[] {
    const report = this.#report;
    const { links, named, chip } = report;
    const most = mostOf(links.load);
    const rows: [string, string][] = [
      ['kind', chip.linkKinds[links.kind[link]]],
      [named.ofClusters ? 'weight' : 'packets in the window', formatNumber(links.load[link])],
      ['in the average step', formatNumber(links.load[link] / named.steps)],
    ];
    if (links.peak !== null) rows.push(['in its busiest step', formatNumber(links.peak[link])]);
    rows.push(['of the busiest link', formatPercent(links.load[link] / most)]);
    const crossers = crosserTable(report, link);
    return [
      el('h3', {}, linkName(report, link)),
      definitions(rows),
      ...(crossers === null ? [] : this.#table(crossers)),
    ];
  }

  #population(population: number): Node[] {
    const report = this.#report;
    const { populations, cores, flows } = report;
    const { id, neurons, spikes, external, ...rest } = populations[population];
    const rows: [string, string][] = [
      ['neurons', formatNumber(neurons)],
      ['spikes in the window', formatNumber(spikes)],
      ['cores', external ? 'outside the chip' : formatNumber(rest.cores)],
    ];
    for (const [label, pj] of [
      ['energy of its neurons', rest.neuronsPj],
      ['of synaptic events on it', rest.synapsesPj],
      ['of packets it sends', rest.interconnectPj],
      ['static, by its room', rest.staticPj],
    ] as const)
      if (pj !== null) rows.push([label, formatIn('pJ', pj)]);
    const held: { readonly index: number; readonly neurons: number }[] = [];
    for (let index = 0; index < cores.count; index++)
      for (let k = cores.memberStart[index]; k < cores.memberStart[index + 1]; k++)
        if (cores.memberPopulation[k] === population) held.push({ index, neurons: cores.memberNeurons[k] });
    held.sort((a, b) => b.neurons - a.neurons || a.index - b.index);
    const table: Table = {
      name: 'cores-of-population',
      title: 'Its cores',
      says: '',
      columns: [
        { name: 'core', unit: '' },
        { name: 'neurons', unit: '' },
      ],
      rows: held.map(({ index, neurons: count }) => [coreName(report, index), count]),
      spots: held.map(({ index }) => ({ kind: 'core', index })),
    };
    const talks = flows
      .map((_, flow) => flow)
      .filter((flow) => flows[flow].from === population || flows[flow].to === population);
    const flowsTable: Table = {
      name: 'projections-of-population',
      title: 'Whom it talks to',
      says: '',
      columns: [
        { name: 'projection', unit: '' },
        { name: 'packets', unit: '' },
      ],
      rows: talks.map((flow) => [flowName(report, flow), flows[flow].packets]),
      spots: talks.map((flow) => ({ kind: 'flow', flow })),
    };
    return [
      el('h3', {}, id),
      definitions(rows),
      ...(talks.length > 0 ? this.#table(flowsTable) : []),
      ...(held.length > 0 ? this.#table(table) : []),
    ];
  }

  #flow(flow: number): Node[] {
    const report = this.#report;
    const { from, to, synapses, events, packets, synapsesPj, interconnectPj } = report.flows[flow];
    const end = (population: number): HTMLElement =>
      button(report.populations[population].id, () => this.#jump({ kind: 'population', population }), {
        class: 'small',
      });
    return [
      el('h3', {}, flowName(report, flow)),
      el('div', { class: 'bar' }, end(from), end(to)),
      definitions([
        ['synapses', formatNumber(synapses)],
        ['synaptic events', formatNumber(events)],
        ['its share of the packets', formatNumber(packets)],
        ['energy of the events', formatIn('pJ', synapsesPj)],
        ['of the packets', formatIn('pJ', interconnectPj)],
      ]),
    ];
  }

  #table(table: Table): Node[] {
    return [
      el('div', { class: 'spread' }, el('h4', {}, table.title), toolsOf(table.name, { table: () => table })),
      el('div', { class: 'scroll' }, tableElement(table, this.#jump)),
    ];
  }
}

function definitions(rows: readonly (readonly [string, string])[]): HTMLElement {
  return el('dl', {}, ...rows.flatMap(([term, text]) => [el('dt', {}, term), el('dd', {}, text)]));
}

function counted(cores: number): string {
  return cores === 1 ? '1 core' : `${formatNumber(cores)} cores`;
}
