import type { PresetSummary } from '../jobs/preset-summaries.ts';
import { formatNumber } from './numbers.ts';

/** Limits that few chips have, in one cell. */
export function moreLimits({
  maxDelaySteps,
  delayMemorySlots,
  routingEntriesPerChip,
  fanOutCountsOwnCore,
  sharedKernels,
}: Pick<
  PresetSummary,
  'maxDelaySteps' | 'delayMemorySlots' | 'routingEntriesPerChip' | 'fanOutCountsOwnCore' | 'sharedKernels'
>): string {
  const limits = [
    maxDelaySteps === null ? '' : `delays to ${formatNumber(maxDelaySteps)} steps`,
    delayMemorySlots === null ? '' : `${formatNumber(delayMemorySlots)} delay slots/core`,
    routingEntriesPerChip === null ? '' : `${formatNumber(routingEntriesPerChip)} routes/chip`,
    fanOutCountsOwnCore ? 'fan-out counts own core' : '',
    sharedKernels ? 'kernels stored once' : '',
  ].filter((text) => text !== '');
  return limits.length === 0 ? 'none' : limits.join(', ');
}
