export { main } from './main.ts';
export type { Io } from './io.ts';
export { runProcess } from './run-process.ts';
