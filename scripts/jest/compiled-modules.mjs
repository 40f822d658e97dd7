/**
 * Keeps what V8 made of a module's text for the next test file of this process that loads it.
 *
 * Every test file has modules of its own: the same few hundred texts would be parsed again for each. The text alone
 * decides what comes of parsing, so that can be kept; instances, globals and all that runs stay each file's own.
 */
import vm from 'node:vm';

/** Of each module of this process: its text, and what V8 keeps of it. */
const kept = new Map();

class KeptModule extends vm.SourceTextModule {
  constructor(text, options) {
    const { identifier } = options;
    const known = kept.get(identifier);
    if (known?.text === text) {
      try {
        super(text, { ...options, cachedData: known.cachedData });
        return;
      } catch {
        // V8 may refuse what it kept; then the text is parsed as the first time.
      }
    }
    super(text, options);
    // Code that comes out of a cache does not know the function that Jest gave for its `import()`.
    if (!text.includes('import(')) kept.set(identifier, { text, cachedData: this.createCachedData() });
  }
}

const { compileFunction } = vm;

/** Jest's own modules, and others of CommonJS, which it compiles as the body of a function. */
function compileKept(text, parameters, options) {
  const { filename } = options;
  const known = kept.get(filename);
  if (known?.text === text) {
    const made = compileFunction(text, parameters, { ...options, cachedData: known.cachedData });
    if (made.cachedDataRejected === false) return made;
    kept.delete(filename);
    return made;
  }
  if (filename === undefined || text.includes('import(')) return compileFunction(text, parameters, options);
  const made = compileFunction(text, parameters, { ...options, produceCachedData: true });
  if (made.cachedDataProduced) kept.set(filename, { text, cachedData: made.cachedData });
  return made;
}

export function keepCompiledModules() {
  // Jest looks these up on the module at each use.
  vm.SourceTextModule = KeptModule;
  vm.compileFunction = compileKept;
}
