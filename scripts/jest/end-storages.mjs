/**
 * Ends what a test file leaves to Node: Jest's runner makes an AsyncLocalStorage for each test file and never ends it, and
 * every promise made from then on is told to all of them. After a hundred files that took as long as loading the modules.
 */
import asyncHooks from 'node:async_hooks';

const { AsyncLocalStorage } = asyncHooks;
const made = new Set();

class CountedStorage extends AsyncLocalStorage {
  constructor(...options) {
    super(...options);
    made.add(this);
  }
}

/** From now on all are known that Jest makes, which looks the class up on the module. */
export function countStorages() {
  asyncHooks.AsyncLocalStorage = CountedStorage;
}

export function endStorages() {
  for (const storage of made) storage.disable();
  made.clear();
}
