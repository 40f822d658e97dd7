/** What no single value of a plan can be blamed for: names that are missing or stand twice. */
import { objectiveText, parseObjective } from '@nmap/compiler';
import type { YamlPath } from '@nmap/hardware';
import { NmapError, type Diagnostic } from '@nmap/ir';
import { nearestWord } from '@nmap/kernels';
import { checkChipsOf } from './check-chips-of.ts';
import { chipName, type Plan } from './plan.ts';

/**
 * The plan with its objectives in their one spelling, once it is sound.
 * @param where where a value stands in what the user wrote.
 * @throws NmapError (input) with every fault.
 */
export function settlePlan(plan: Plan, where: (path: YamlPath) => string): Plan {
  const faults: Diagnostic[] = [];
  const { mappers, networks, hardware, seeds, baseline } = plan;
  const fault = (path: YamlPath, message: string, hint: string): void =>
    void faults.push({ code: 'E1903', severity: 'error', where: where(path), message, hint });
  const twice = (values: readonly (string | number)[], path: YamlPath, what: string): void => {
    for (const [index, value] of values.entries())
      if (values.indexOf(value) < index)
        fault([...path, index], `${what} ${value} stands here a second time.`, 'Keep one, or name them.');
  };
  twice(
    mappers.map(({ name }) => name),
    ['mappers'],
    'the mapper',
  );
  twice(
    networks.map(({ name, file }) => name ?? file),
    ['networks'],
    'the network',
  );
  twice(hardware.map(chipName), ['hardware'], 'the chip');
  checkChipsOf(plan, fault);
  twice(seeds, ['seeds'], 'the seed');
  for (const [index, { seeds: own }] of networks.entries())
    if (own !== null) twice(own, ['networks', index, 'seeds'], 'the seed');
  const names = mappers.map(({ name }) => name);
  if (baseline !== null && !names.includes(baseline)) {
    const nearest = nearestWord(baseline, names);
    const meant = nearest === null ? '' : `Did you mean ${nearest}? `;
    fault(['baseline'], `no mapper is called ${baseline}.`, `${meant}Mappers: ${names.join(', ')}.`);
  }
  for (const [index, { file }] of networks.entries())
    if (file === '-')
      fault(
        ['networks', index],
        'standard input can be read once, and every run reads its network.',
        'Save it as a file.',
      );
  const objectives = plan.objectives.map((text, index) => {
    try {
      return objectiveText(parseObjective(text));
    } catch (error) {
      if (!(error instanceof NmapError)) throw error;
      const place = where(['objectives', index]);
      faults.push(...error.diagnostics.map((one) => ({ ...one, where: `${place}, ${one.where}` })));
      return text;
    }
  });
  twice(objectives, ['objectives'], 'the objective');
  if (faults.length > 0) throw new NmapError('input', faults);
  return { ...plan, objectives };
}
