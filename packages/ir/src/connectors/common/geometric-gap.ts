import { log, type Rng } from '@nmap/kernels';

/** log(1 - p), precise for small p too; -Infinity for 1. */
export function logOfComplement(p: number): number {
  return p < 1e-4 ? -p * (1 + p * (1 / 2 + p * (1 / 3 + p / 4))) : log(1 - p);
}

/** Failures before the next success; `scale` = 1 / log(1 - p), which is 0 for p = 1. */
export function geometricGap(rng: Rng, scale: number): number {
  return scale === 0 ? 0 : Math.floor(log(1 - rng.unit()) * scale);
}
