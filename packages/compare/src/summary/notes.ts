/** What a reader has to know before the numbers, in sentences. */
import type { InstanceSummary, MapperSummary, MetricSummary, Summary } from './summary.ts';

type Found = Pick<Summary, 'baseline' | 'mappers' | 'instances' | 'metrics' | 'toolVersions'>;

export function notesOf(found: Found): string[] {
  return [
    ...markNotes(found.metrics),
    ...commonNotes(found),
    ...mapperNotes(found.mappers),
    ...seedNotes(found.instances),
    ...versionNote(found.toolVersions),
  ];
}

function markNotes(metrics: readonly MetricSummary[]): string[] {
  const named = (mark: 'partial' | 'unverified'): string =>
    metrics
      .filter(({ marks }) => marks[mark])
      .map(({ label }) => label)
      .join(', ');
  const on = (mark: 'partial' | 'unverified'): string => {
    const labels = metrics.flatMap(({ instances }) =>
      instances.filter(({ marks }) => marks[mark]).map(({ instance }) => instance),
    );
    return [...new Set(labels)].join(', ');
  };
  const notes: string[] = [];
  if (named('unverified') !== '')
    notes.push(
      `unverified constants: ${named('unverified')} rest on constants of the chip that nobody has verified (evidence U), on ${on('unverified')}.`,
    );
  if (named('partial') !== '')
    notes.push(
      `partial: ${named('partial')} are sums of the known parts, since a constant of the chip is unknown, on ${on('partial')}.`,
    );
  return notes;
}

function commonNotes({ baseline, mappers, instances, metrics }: Found): string[] {
  if (metrics.length === 0) return [];
  const [{ label, overall }] = metrics;
  const common = overall.find(({ mapper }) => mapper === baseline)!.common.instances;
  const notes: string[] = [];
  if (mappers.length > 1 && common < instances.length)
    notes.push(
      `${label}: ${common} of ${instances.length} instances were solved by every mapper; means over those alone compare mappers with each other.`,
    );
  const idle = mappers.filter(({ solved }) => solved === 0).map(({ name }) => name);
  if (idle.length > 0)
    notes.push(
      `${idle.join(', ')} solved nothing and ${idle.length === 1 ? 'is' : 'are'} not waited for in the common set.`,
    );
  return notes;
}

/** A sentence for all mappers that it is true of, not one for each. */
function mapperNotes(mappers: readonly MapperSummary[]): string[] {
  const counted = (countOf: (mapper: MapperSummary) => number): string =>
    mappers
      .filter((mapper) => countOf(mapper) > 0)
      .map((mapper) => `${mapper.name} ${countOf(mapper)}`)
      .join(', ');
  const missing = counted(({ missing: count }) => count);
  const cut = counted(({ cutShort }) => cutShort);
  const pipelines = counted(({ pipelines: { length } }) => (length > 1 ? length : 0));
  const notes: string[] = [];
  if (missing !== '') notes.push(`missing runs, not made or not merged: ${missing}.`);
  if (cut !== '')
    notes.push(`runs cut short by the time limit, where another machine may find something else: ${cut}.`);
  if (pipelines !== '') notes.push(`pipelines under one name, by chip or network: ${pipelines}.`);
  return notes;
}

function seedNotes(instances: readonly InstanceSummary[]): string[] {
  const fewest = Math.min(...instances.map(({ seeds }) => seeds.length));
  return fewest >= 5
    ? []
    : [
        `${fewest === 1 ? 'one seed' : `${fewest} seeds`} on some instances: at least 5 say something of chance.`,
      ];
}

function versionNote(versions: readonly string[]): string[] {
  return versions.length > 1
    ? [`runs of ${versions.length} versions are compared: ${versions.join(', ')}.`]
    : [];
}
