import { NmapError, type Diagnostic } from '@nmap/ir';

/** The diagnostics of the NmapError of kind `input` that `run` must throw; anything else is rethrown. */
export async function failureOf(run: () => unknown): Promise<readonly Diagnostic[]> {
  try {
    await run();
  } catch (error) {
    if (error instanceof NmapError && error.kind === 'input') return error.diagnostics;
    throw error;
  }
  throw new Error('it was expected to fail, and did not');
}

/** `E1010 x.json:1:2: message hint` of the first diagnostic. */
export async function firstFailure(run: () => unknown): Promise<string> {
  const [first] = await failureOf(run);
  return `${first.code} ${first.where}: ${first.message} ${first.hint ?? ''}`.trimEnd();
}
