/** Entry point of a worker thread: loads the module of tasks, then does what it is sent. */
import { parentPort, workerData } from 'node:worker_threads';
import { watchBy } from '../watch/watch.ts';
import { packError, type Answer, type PrepareTasks, type WorkerStart } from './task.ts';

const { module, shared, stop } = workerData as WorkerStart;
const { prepareTasks } = (await import(module)) as { prepareTasks: PrepareTasks<unknown, unknown, unknown> };
const perform = prepareTasks(
  shared,
  watchBy(() => Atomics.load(stop, 0) === 0),
);
const port = parentPort!;

port.on('message', (task: unknown) => {
  let answer: Answer;
  try {
    answer = { result: perform(task) };
  } catch (error) {
    answer = { failure: packError(error) };
  }
  port.postMessage(answer);
});
