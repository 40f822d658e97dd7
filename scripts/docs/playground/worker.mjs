/**
 * The compiler in a thread of the page: a message with files and choices comes, messages with progress go, and at last
 * the manifest's text and the report's page, the bytes that `nmap place` writes; or the diagnostics that it prints.
 */
import { place } from '@nmap/compiler';
import { stringifyManifest } from '@nmap/manifest';
import { GENERATORS, writeNetworkSpec } from '@nmap/networks';
// Past the index of the command, which would bring every command along.
import { placementPage } from '../../../packages/cli/dist/jobs/placement-page.js';
import { outcomeOfError } from '../../../packages/cli/dist/outcome.js';
import { progressText } from '../../../packages/cli/dist/output/progress-text.js';
import { EXAMPLES } from './examples.mjs';
import { writeToDisk } from './stand-ins/disk.mjs';
import { stopAsked } from './stop-asked.mjs';

/** More often than this is noise. */
const PROGRESS_EVERY_MS = 100;

self.onmessage = async ({ data: request }) => {
  const diagnostics = [];
  try {
    const network = networkOf(request);
    for (const { name, bytes } of request.files) writeToDisk(name, bytes);
    const told = [];
    let nextMs = 0;
    const { manifest, result } = await place(network, request.hardware, {
      kind: request.isClusters ? 'clusters' : 'network',
      preset: request.preset,
      seed: request.seed,
      split: request.split,
      budget: { timeLimitS: null, cancelled: stopAsked(request.stop) },
      onDiagnostic: (diagnostic) => diagnostics.push(diagnostic),
      onProgress: (report) => {
        if (report.cost !== null)
          told.push({ elapsedMs: report.elapsedMs, cost: report.cost, pass: report.passIndex });
        if (report.elapsedMs < nextMs) return;
        nextMs = report.elapsedMs + PROGRESS_EVERY_MS;
        self.postMessage({ kind: 'progress', text: progressText(report), fraction: report.fraction });
      },
    });
    self.postMessage({
      kind: 'placed',
      complete: manifest.complete,
      manifest: stringifyManifest(manifest),
      report: placementPage(manifest, result, told),
      diagnostics,
    });
  } catch (error) {
    self.postMessage({ kind: 'failed', diagnostics: [...diagnostics, ...outcomeOfError(error).diagnostics] });
  }
};

/** The name of the network's file; that of an example is made, as `nmap generate` writes it, and handed over. */
function networkOf({ network, example }) {
  if (example === null) return network;
  const { kind, options } = EXAMPLES[example];
  const text = [...writeNetworkSpec(GENERATORS[kind].generate(options))].join('');
  const name = `${kind}.json`;
  writeToDisk(name, text);
  self.postMessage({ kind: 'example', name, text });
  return name;
}
