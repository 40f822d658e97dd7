import type { ShareInterval } from '@nmap/conversion';
import type { Trained } from '../jobs/train-job.ts';
import { formatEnergy, formatNumber } from './numbers.ts';
import { renderTable } from './table.ts';
import { wrap } from './wrap.ts';

export function renderTraining(made: Trained, columns: number | null): string {
  const { name, rounds, before, after, onChip, images, output } = made;
  const several = rounds.length > 1;
  const table = renderTable(
    [...(several ? ['round'] : []), 'epoch', 'loss', 'penalty', 'right of these', 'right of others'],
    rounds.flatMap(({ epochs }, round) =>
      epochs.map(({ epoch, loss, penalty, accuracy, validationAccuracy }) => [
        ...(several ? [String(round + 1)] : []),
        String(epoch),
        loss.toFixed(4),
        penalty.toFixed(4),
        percent(accuracy),
        validationAccuracy === null ? '' : percent(validationAccuracy),
      ]),
    ),
    columns,
  );
  const lines = rounds.flatMap(({ onChip: priced }, round) =>
    priced === null ? [] : [`before round ${round + 1}: ${chipText(priced)}`],
  );
  if (onChip !== null) lines.push(`after the last: ${chipText(onChip)}`);
  const begun = before === null ? '' : `, before ${interval(before)}`;
  lines.push(
    `${name}: ${interval(after)} right of ${formatNumber(images.validate)} images that were not trained on${begun} -> ${output}`,
  );
  return `${table}\n${lines.map((line) => wrap(line, columns)).join('\n')}\n`;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const interval = ({ share, low, high }: ShareInterval): string =>
  `${percent(share)} (95 %: ${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;

const chipText = ({ spikesPjPerImage, cores }: NonNullable<Trained['onChip']>): string =>
  `spikes of an image cost ${formatEnergy(spikesPjPerImage)} on ${cores} cores`;
