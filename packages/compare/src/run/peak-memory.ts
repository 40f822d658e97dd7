import { readFileSync } from 'node:fs';

/**
 * The most memory that this process has held, bytes. Linux hands a parent's peak down to what it starts, so that `maxRSS` of a run is at least
 * that of the comparison; the kernel's own count of this process begins anew.
 */
export function peakMemoryBytes(): number {
  return peakOf(ownStatus(), process.resourceUsage().maxRSS);
}

/** @param status text of `/proc/self/status`, null where there is none. @param maxRssKib as Node counts it. */
export function peakOf(status: string | null, maxRssKib: number): number {
  const [, own] = /^VmHWM:\s*(\d+) kB$/m.exec(status ?? '') ?? [];
  return 1024 * (own === undefined ? maxRssKib : Number(own));
}

function ownStatus(): string | null {
  try {
    return readFileSync('/proc/self/status', 'utf8');
  } catch {
    return null;
  }
}
