import { raw } from '@nmap/kernels';
import type { Diagnostic, Target } from '@nmap/ir';
import { checkConstants } from './check-constants.ts';
import { checkLayout } from './check-layout.ts';
import { nameOf, wordingOf, type FileFault } from './check-keys.ts';

/**
 * Tests a chip against itself, wherever it came from: capacities positive, a live core,
 * every live core reachable from every other and from the port, no class without a live
 * core, energies and latencies with plausible units and scopes.
 * `readHardware` has done all this already; a target that was built by hand has not.
 */
export function checkHardware(target: Target): Diagnostic[] {
  const faults: FileFault[] = [];
  checkConstants(target, faults);
  const ofConstants = faults.map((fault): Diagnostic => {
    const { code, severity = 'error', path } = fault;
    return { code, severity, ...wordingOf(fault, nameOf(path.slice(0, 2))) };
  });
  return [...checkShape(target), ...checkLimits(target), ...ofConstants, ...checkLayout(target)];
}

function checkShape(target: Target): Diagnostic[] {
  const { topology, coreCount } = target;
  const columns: [string, number, number][] = [
    ['tileOf', target.tileOf.length, coreCount],
    ['classOf', target.classOf.length, coreCount],
    ['dead', target.dead.length, coreCount],
    ['chipOf', target.chipOf.length, topology.tileCount],
  ];
  const wrong = columns.filter(([, have, need]) => have !== need);
  const found = wrong.map(([name, have, need]) =>
    broken(name, `has ${have} entries, needs ${need}.`, have, need),
  );
  const bounds: [string, Uint32Array, number][] = [
    ['tileOf', raw(target.tileOf), topology.tileCount],
    ['classOf', raw(target.classOf), target.classes.length],
    ['chipOf', target.chipOf, target.chipCount],
    ['ioTile', Uint32Array.of(target.ioTile), topology.tileCount],
  ];
  for (const [name, values, end] of bounds) {
    const at = values.findIndex((value) => value >= end);
    if (at >= 0)
      found.push(broken(name, `entry ${at} is ${values[at]}, must be below ${end}.`, values[at], end));
  }
  return found;
}

function broken(where: string, message: string, have: number, need: number): Diagnostic {
  return {
    code: 'E1211',
    severity: 'error',
    where: `target.${where}`,
    message,
    have,
    need,
    hint: 'Rebuild the target.',
  };
}

function checkLimits(target: Target): Diagnostic[] {
  const { routingEntriesPerChip = null, maxDelaySteps = null } = target;
  const ofChip = unlimited(`chip ${target.name}`, { routingEntriesPerChip, maxDelaySteps });
  const ofClasses = target.classes.flatMap(({ name, limits, delayMemorySlots = null }) => {
    const found = unlimited(`class ${name}`, { ...limits, delayMemorySlots });
    if (limits.synapseMemoryBits !== null && limits.bitsPerSynapse === null) {
      found.push({
        code: 'E1212',
        severity: 'error',
        where: `class ${name}`,
        message: 'synapseMemoryBits is given without bitsPerSynapse.',
        hint: 'Give both, or neither.',
      });
    }
    return found;
  });
  return [...ofChip, ...ofClasses];
}

/** Limits that are no limits. */
function unlimited(where: string, limits: object): Diagnostic[] {
  return (Object.entries(limits) as [string, number | null][])
    .filter(([, value]) => value !== null && !(Number.isInteger(value) && value > 0))
    .map(([key, value]) => ({
      code: 'E1212',
      severity: 'error',
      where,
      message: `${key} is ${value}, a limit is a whole number of 1 or more.`,
      have: value!,
      need: 1,
      hint: 'Use null for no limit.',
    }));
}
