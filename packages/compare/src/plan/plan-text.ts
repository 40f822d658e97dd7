import type { Plan } from './plan.ts';

/** A plan as a file that reads as the same plan, wherever it stands; JSON is YAML. */
export function planText(plan: Plan): string {
  const { networks, hardware, mappers, ...rest } = plan;
  const file = {
    format: 'nmap-plan',
    version: 1,
    ...Object.fromEntries(said(rest)),
    networks: networks.map((network) => Object.fromEntries(said(network))),
    hardware: hardware.map(({ name, hardware }) => (name === null ? hardware : { name, hardware })),
    mappers: mappers.map((mapper) => Object.fromEntries(said(mapper))),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

function said(keys: object): [string, unknown][] {
  return Object.entries(keys).filter(([, value]) => value !== null);
}
