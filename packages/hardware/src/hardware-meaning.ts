import type { Target } from '@nmap/ir';
import { contentHash, type HashedValue } from '@nmap/kernels';
import { mergedRanges } from './core-list.ts';
import { gridOf } from './grid.ts';
import { levelsOf } from './levels.ts';
import type { HardwareFile } from './schema.ts';

/**
 * SHA-256 of what a hardware file says, whatever its comments, spelling and order of keys: every key
 * that reaches the chip, defaults filled in, lists of cores as runs, links one by one. The
 * `description` is a text for people and left out; the sources of constants are part of them.
 */
export function hardwareMeaning(file: HardwareFile, target: Target): string {
  const { classes, energy, latency, routingEntriesPerChip, maxDelaySteps } = target;
  const { kind, coresPerTile, width, height, routing, multicast, ioPort } = file.topology;
  const grid = gridOf(file);
  const levels = levelsOf(file, grid);
  return contentHash({
    what: 'hardware 1',
    name: file.name,
    topology: {
      kind,
      width,
      height,
      coresPerTile,
      chips: [grid.chipColumns, grid.chipRows],
      routing,
      multicast,
      arity: levels === null ? null : [...levels],
      ioPort: [ioPort.x, ioPort.y],
      // Files from before these keys mean what they meant.
      ...(routingEntriesPerChip === undefined ? {} : { routingEntriesPerChip }),
    },
    ...(maxDelaySteps === undefined ? {} : { maxDelaySteps }),
    classes: classes.map(({ name, limits, sharedKernels, fanOutCountsOwnCore, delayMemorySlots }) => ({
      name,
      limits: { ...limits },
      ...(sharedKernels === true ? { sharedKernels } : {}),
      ...(fanOutCountsOwnCore === true ? { fanOutCountsOwnCore } : {}),
      ...(delayMemorySlots === undefined ? {} : { delayMemorySlots }),
    })),
    coresOfClasses: file.coreClasses.map(({ cores }) => runs(cores)),
    deadCores: runs(file.faults.cores),
    deadLinks: deadLinks(file),
    energy: constants(energy),
    latency: constants(latency),
  });
}

function runs(items: readonly (string | number)[]): HashedValue {
  return mergedRanges(items).map(({ first, last }) => [first, last]);
}

/** Each direction of each link once, in order. */
function deadLinks(file: HardwareFile): HashedValue {
  const links = file.faults.links.flatMap(({ from, to, both }) => {
    const there = [...from, ...to];
    return both ? [there, [...to, ...from]] : [there];
  });
  links.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]);
  return links.filter((link, k) => k === 0 || link.some((at, axis) => at !== links[k - 1][axis]));
}

function constants(part: Target['energy'] | Target['latency']): HashedValue {
  return Object.fromEntries(Object.entries(part).map(([key, constant]) => [key, { ...constant }]));
}
