import { resolve } from 'node:path';
import { isPreset } from '@nmap/hardware';
import type { Plan, PlannedMapper } from './plan.ts';
import type { PlanFile } from './schema.ts';

/** What a plan says, its mappers known, with nothing left to default. @param folder where relative paths begin. */
export function planOf(
  file: Omit<PlanFile, 'mappers'> & { readonly mappers: readonly PlannedMapper[] },
  folder: string,
): Plan {
  const within = (path: string): string => (path === '-' ? path : resolve(folder, path));
  const { seeds = 1 } = file;
  return {
    name: file.name ?? 'comparison',
    networks: file.networks.map((one) =>
      typeof one === 'string'
        ? { name: null, file: within(one) }
        : { name: one.name, file: within(one.file) },
    ),
    hardware: file.hardware.map((one) => {
      const { name, hardware } = typeof one === 'string' ? { name: null, hardware: one } : one;
      return { name, hardware: isPreset(hardware) ? hardware : within(hardware) };
    }),
    mappers: file.mappers,
    seeds: typeof seeds === 'number' ? seedsUpTo(seeds) : seeds,
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

function seedsUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
