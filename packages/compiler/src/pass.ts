import type { PassContext, PassDefinition, StageOf } from '@nmap/mappers';
import type { z } from 'zod';
import type { CompileStage, CompileStageName, CompileStageOf } from './stage.ts';

/** One step of a pipeline: an algorithm with its options resolved. */
export interface Pass<
  From extends CompileStageName = CompileStageName,
  To extends CompileStageName = CompileStageName,
> {
  /** Folder = command-line name = docs page. */
  readonly name: string;
  readonly from: From;
  readonly to: To;
  readonly changes?: 'clustering';
  /** Complete: what is printed and written to the manifest. */
  readonly options: Readonly<Record<string, unknown>>;
  run(input: CompileStageOf[From], ctx: PassContext): CompileStageOf[To] | Promise<CompileStageOf[To]>;
}

/** A pass whose stages are known only at run time, as the runner sees it. */
export interface AnyPass {
  readonly name: string;
  readonly from: CompileStageName;
  readonly to: CompileStageName;
  /** Makes the clustering anew, too: see `PassDefinition`. */
  readonly changes?: 'clustering';
  readonly options: Readonly<Record<string, unknown>>;
  run(input: CompileStage, ctx: PassContext): CompileStage | Promise<CompileStage>;
}

/** Turns an algorithm's definition into the function that library users call: `anneal({ effort: 2 })`. */
export function passFactory<From extends keyof StageOf, To extends keyof StageOf, Schema extends z.ZodObject>(
  definition: PassDefinition<From, To, Schema>,
): (options?: z.input<Schema>) => Pass<From, To> {
  return (options) => {
    const resolved = definition.options.parse(options ?? {});
    return {
      name: definition.name,
      from: definition.from,
      to: definition.to,
      ...(definition.changes === undefined ? {} : { changes: definition.changes }),
      options: resolved,
      run: (input: StageOf[From], ctx: PassContext) => definition.run(input, resolved, ctx),
    } as unknown as Pass<From, To>;
  };
}
