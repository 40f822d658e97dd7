/** Preloaded into a measured process: at its end, writes what it used to the file in NMAP_BENCH_USAGE. */
import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.NMAP_BENCH_USAGE;
// Worker threads inherit the preload; only the process as a whole has a peak.
if (isMainThread && file !== undefined) {
  process.on('exit', () => {
    const { maxRSS, userCPUTime } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ maxRssKiB: ownPeakKiB() ?? maxRSS, userS: userCPUTime / 1e6 }));
  });
}

/** Linux hands the peak of whoever starts a process down to it; its own is what the kernel counts beside. */
function ownPeakKiB() {
  try {
    const [, own] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return own === undefined ? null : Number(own);
  } catch {
    return null;
  }
}
