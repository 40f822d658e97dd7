import type { PassContext } from '@nmap/mappers';
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
