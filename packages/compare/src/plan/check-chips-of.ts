import type { YamlPath } from '@nmap/hardware';
import { nearestWord } from '@nmap/kernels';
import { chipName, type Plan } from './plan.ts';

/** Chips that networks name: each is one of the plan's, once; and each of the plan's meets a network. */
export function checkChipsOf(
  { networks, hardware }: Plan,
  fault: (path: YamlPath, message: string, hint: string) => void,
): void {
  const chips = hardware.map(chipName);
  for (const [index, { hardware: own }] of networks.entries())
    for (const [at, chip] of (own ?? []).entries()) {
      const path = ['networks', index, 'hardware', at];
      if (own?.indexOf(chip) !== at) fault(path, `the chip ${chip} stands here a second time.`, 'Keep one.');
      else if (!chips.includes(chip)) {
        const nearest = nearestWord(chip, chips);
        const meant = nearest === null ? '' : `Did you mean ${nearest}? `;
        fault(
          path,
          `the plan has no chip ${chip}.`,
          `${meant}Chips under hardware: ${chips.join(', ')}. Add it there.`,
        );
      }
    }
  for (const [index, chip] of chips.entries())
    if (!networks.some(({ hardware: own }) => own === null || own.includes(chip)))
      fault(
        ['hardware', index],
        `no network meets the chip ${chip}.`,
        'Name it under hardware of a network, or take it out.',
      );
}
