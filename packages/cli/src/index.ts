export { SCHEMAS, type SchemaName } from './commands/schema.ts';
export { describeCommands, type DescribedCommand, type DescribedOption } from './describe-commands.ts';
export { main } from './main.ts';
export type { Io } from './io.ts';
export { runProcess } from './run-process.ts';
