export { SCHEMAS } from './commands/schema.ts';
export { describeCommands } from './describe-commands.ts';
export { main } from './main.ts';
export { runProcess } from './run-process.ts';
