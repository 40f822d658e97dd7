import { resolve } from 'node:path';
import { isPreset } from '@nmap/hardware';
import {
  chipName,
  type Plan,
  type PlannedHardware,
  type PlannedMapper,
  type PlannedNetwork,
} from './plan.ts';
import type { PlanFile } from './schema.ts';

/** What a plan says, its mappers known, with nothing left to default. @param folder where relative paths begin. */
export function planOf(
  file: Omit<PlanFile, 'mappers'> & { readonly mappers: readonly PlannedMapper[] },
  folder: string,
): Plan {
  const within = (path: string): string => (path === '-' ? path : resolve(folder, path));
  const { seeds = 1 } = file;
  const hardwareOf = (one: PlanFile['hardware'][number]): PlannedHardware => {
    const { name, hardware } = typeof one === 'string' ? { name: null, hardware: one } : one;
    return { name, hardware: isPreset(hardware) ? hardware : within(hardware) };
  };
  // A network names a chip as the list of chips does.
  const chips = new Map(
    file.hardware.map((one) => [typeof one === 'string' ? one : one.name, chipName(hardwareOf(one))]),
  );
  const networkOf = (one: PlanFile['networks'][number]): PlannedNetwork => {
    const said = typeof one === 'string' ? { file: one } : one;
    return {
      name: said.name ?? null,
      file: within(said.file),
      hardware: said.hardware?.map((chip) => chips.get(chip) ?? chip) ?? null,
      seeds: said.seeds === undefined ? null : seedList(said.seeds),
      grain: said.grain ?? null,
      split: said.split ?? null,
    };
  };
  return {
    name: file.name ?? 'comparison',
    networks: file.networks.map(networkOf),
    hardware: file.hardware.map(hardwareOf),
    mappers: file.mappers,
    seeds: seedList(seeds),
    objectives: file.objectives ?? [file.objective ?? 'energy'],
    baseline: file.baseline ?? null,
    metrics: file.metrics ?? null,
    timeLimitS: file.timeLimitS ?? null,
    costCommand: file.costCommand ?? null,
    cores: file.cores ?? null,
    neuronsPerCore: file.neuronsPerCore ?? null,
    grain: file.grain ?? 'auto',
    split: file.split ?? 'off',
    clusters: file.clusters ?? false,
    lenient: file.lenient ?? false,
  };
}

/** Seeds 1 to N, or those that are listed. */
function seedList(seeds: number | readonly number[]): readonly number[] {
  return typeof seeds === 'number' ? Array.from({ length: seeds }, (_, index) => index + 1) : seeds;
}
