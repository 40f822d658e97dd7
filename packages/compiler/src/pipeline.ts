import type { AnyPass, Pass } from './pass.ts';
import type { CompileStageName } from './stage.ts';

/**
 * Passes in the order a person wrote them. `pipe` refuses, at compile time, a pass
 * that does not start where the last one ended.
 */
export interface Pipeline<At extends CompileStageName> {
  readonly at: At;
  readonly passes: readonly AnyPass[];
  pipe<To extends CompileStageName>(pass: Pass<At, To>): Pipeline<To>;
}

/** `pipeline().pipe(lower()).pipe(sequential()).pipe(hilbert()).pipe(anneal({ effort: 2 }))` */
export function pipeline(): Pipeline<'source'> {
  return extend('source', []);
}

function extend<At extends CompileStageName>(at: At, passes: readonly AnyPass[]): Pipeline<At> {
  return {
    at,
    passes,
    // A Pass<From, To> is only ever run on a stage whose tag is its `from`: the runner checks it.
    pipe: (pass) => extend(pass.to, [...passes, pass as unknown as AnyPass]),
  };
}
