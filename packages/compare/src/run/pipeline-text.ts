import type { AnyPass } from '@nmap/compiler';

/** Passes as the text that makes them again, every option written out: `place/hilbert(order=given); route/xy`. */
export function pipelineText(passes: readonly AnyPass[]): string {
  return passes.map(passText).join('; ');
}

function passText(pass: AnyPass): string {
  // The options that a `lower` records leave its default out: as a text it names its grain.
  const options = 'choice' in pass ? (pass.choice as Readonly<Record<string, unknown>>) : pass.options;
  const words = Object.entries(options).map(([key, value]) => `${key}=${String(value)}`);
  return words.length === 0 ? pass.name : `${pass.name}(${words.join(', ')})`;
}
