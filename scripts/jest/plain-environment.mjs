/**
 * Jest's environment for Node, on a global object without interceptors, with compiled modules kept and a quick `expect`.
 *
 * Jest makes the globals of a test from a proxy, and V8 asks it at every `Math.floor` or `new Float64Array` of a test and
 * of the code under test: a hundred times slower than the code runs outside of it. A context that is not contextified
 * has plain globals. Where Node knows of no such contexts (before 20.18) the tests run as before, slower.
 */
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';
import { quickExpect } from './build/quick-expect.mjs';
import { keepCompiledModules } from './compiled-modules.mjs';
import { countStorages, endStorages } from './end-storages.mjs';

const { createContext, constants } = vm;

keepCompiledModules();
countStorages();

export default class PlainEnvironment extends TestEnvironment {
  constructor(config, context) {
    if (constants?.DONT_CONTEXTIFY === undefined) {
      super(config, context);
      return;
    }
    // The constructor makes its context by this function, from an object that is a proxy.
    vm.createContext = () => createContext(constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
  }

  async teardown() {
    await super.teardown();
    endStorages();
  }

  handleTestEvent({ name, runtimeGlobals }) {
    // Before any test file is loaded: what it imports of @jest/globals is this object.
    if (name === 'setup') runtimeGlobals.expect = quickExpect(runtimeGlobals.expect);
  }
}
