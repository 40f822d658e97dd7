import { nearestWord } from '@nmap/kernels';
import { NmapError } from '@nmap/ir';
import { keyOf, NAMED_METRICS } from './metrics.ts';

/**
 * Refuses before any run what no run can know. What stands under `further` depends on the network and the chip: the records tell.
 * @param words paths or labels.
 * @throws NmapError (input)
 */
export function checkMetrics(words: readonly string[]): void {
  const names = NAMED_METRICS.flatMap(({ key, label }) => [label, key]);
  const unknown = words.filter((word) => !names.includes(keyOf(word)) && !/^further\../.test(word));
  if (unknown.length > 0)
    throw unknownMetrics(
      unknown,
      names,
      NAMED_METRICS.map(({ label }) => label),
    );
}

/** @param shown those of the known ones that are listed. */
export function unknownMetrics(
  words: readonly string[],
  known: readonly string[],
  shown: readonly string[] = known,
): NmapError {
  return new NmapError(
    'input',
    words.map((word) => {
      const nearest = nearestWord(word, known);
      const meant = nearest === null ? '' : `Did you mean "${nearest}"? `;
      return {
        code: 'E1931',
        severity: 'error',
        where: 'metrics',
        message: `no run knows a metric "${word}".`,
        hint: `${meant}There are: ${shown.join(', ')}.`,
      };
    }),
  );
}
