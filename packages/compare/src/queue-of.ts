/** The queue's own code, and BullMQ with it, once somebody asks for it. */
export async function queueOf() {
  return import('./queue/index.ts');
}
