import type { Manifest } from '@nmap/manifest';
import { determinedPasses } from './check-checksums.ts';
import { definitionOf } from './check-record.ts';
import type { ManifestSubject } from '@nmap/judge';

/** Something that a manifest says and that network, hardware and placement cannot confirm. */
export interface TrustedItem {
  /**
   * Where it stands, `*` for every entry: `pipeline[2].options`. A path stands for all below it;
   * that of a pass's name also for whether the pass ran at all.
   */
  readonly paths: readonly string[];
  readonly why: string;
}

/**
 * What `verifyManifest` cannot recompute. All of it says how the placement was found, none of it
 * what it is: a replay (`replayManifest`) confirms it.
 */
export function takenOnTrust(subject: ManifestSubject): TrustedItem[] {
  const { manifest } = subject;
  const items: TrustedItem[] = [
    { paths: ['tool.version'], why: 'which version wrote the file' },
    { paths: ['objective'], why: 'what the passes were told to minimise' },
  ];
  if (manifest.network.fileSha256 !== undefined || manifest.hardware.fileSha256 !== undefined) {
    const paths = ['network.fileSha256', 'hardware.fileSha256'];
    items.push({ paths, why: 'the bytes of the files at the time; their meaning is checked' });
  }
  if (manifest.network.spikesSha256 !== undefined) {
    const why = 'the bytes of the recorded spikes at the time; their counts are checked';
    items.push({ paths: ['network.spikesSha256'], why });
  }
  const named = [
    ...(subject.networkNameFromFile === true ? ['network.name'] : []),
    ...(subject.hardwareNameFromFile === true ? ['hardware.name'] : []),
  ];
  if (named.length > 0) items.push({ paths: named, why: 'the name of the file at the time' });
  if (manifest.constraints !== undefined) {
    items.push({
      paths: ['constraints'],
      why: 'how many cores the passes were allowed; that no more are used is checked',
    });
  }
  items.push(...trustedPasses(manifest));
  return items;
}

function trustedPasses({ pipeline, complete }: Manifest): TrustedItem[] {
  const items: TrustedItem[] = [];
  if (pipeline.length > 0) {
    items.push({ paths: ['pipeline[*].seed'], why: `the seed of the run, ${pipeline[0].seed}` });
  }
  const determined = new Set(determinedPasses(pipeline));
  for (const [index, { pass, options, fellBackTo }] of pipeline.entries()) {
    const path = `pipeline[${index}]`;
    const definition = definitionOf(pass);
    // lower and the route are done again: nothing of them is trusted.
    if (definition === undefined || definition.to === 'routed') continue;
    const checked = determined.has(index);
    const paths = [
      `${path}.pass`,
      ...(Object.keys(options).length > 0 ? [`${path}.options`] : []),
      ...(checked ? [] : [`${path}.checksum`]),
      ...(fellBackTo === undefined ? [] : [`${path}.fellBackTo`]),
    ];
    const why = checked
      ? `that ${pass} with these options made the stage; its checksum is right`
      : `that ${pass} ran with these options; later passes replaced its stage`;
    items.push({ paths, why });
  }
  if (!complete) items.push({ paths: ['pipeline[*].truncated'], why: 'which passes a budget cut short' });
  return items;
}
