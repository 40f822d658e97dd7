/** What needs BullMQ: loaded only by who asks for a queue. */
export { queueEngine, type QueueOptions } from './queue-engine.ts';
export { DEFAULT_LOCK_MS, runWorker, type WorkerOptions } from './worker.ts';
