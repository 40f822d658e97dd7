import type { Diagnostic, Placed } from '@nmap/ir';
import type { ManifestMetrics } from '@nmap/manifest';

/**
 * The ceilings that were asked for: modelled time of the average step (E4121) and packets over the busiest link (E4122).
 * A time that is not known is above every ceiling.
 */
export function verifyCeilings({ problem }: Placed, metrics: ManifestMetrics): Diagnostic[] {
  const { maxStepNs = null, maxLinkLoad = null } = problem.constraints;
  const stepNs = metrics.energyBackToBackPj?.stepNs ?? null;
  const faults: Diagnostic[] = [];
  if (maxStepNs !== null && !(stepNs !== null && stepNs <= maxStepNs)) {
    const takes = stepNs === null ? 'a time that the constants of the chip do not tell' : `${stepNs} ns`;
    faults.push({
      code: 'E4121',
      severity: 'error',
      where: 'maxStepNs',
      message: `the average step takes ${takes}, at most ${maxStepNs} ns were asked for.`,
      have: stepNs ?? 'unknown',
      need: maxStepNs,
      unit: 'ns',
    });
  }
  if (maxLinkLoad !== null && metrics.maxLinkLoad > maxLinkLoad) {
    faults.push({
      code: 'E4122',
      severity: 'error',
      where: 'maxLinkLoad',
      message: `${metrics.maxLinkLoad} packets cross the busiest link, at most ${maxLinkLoad} were asked for.`,
      have: metrics.maxLinkLoad,
      need: maxLinkLoad,
      unit: 'packets',
    });
  }
  return faults;
}
