/**
 * Jest runs the TypeScript sources directly, as native ES modules: the export
 * condition `nmap-source` of every package points at its `src/index.ts`, so no
 * test can pass on a stale build.
 */
// Set to nothing it names no folder: every test then sees what it sees where it is not set.
if (process.env.NMAP_DATA === '') delete process.env.NMAP_DATA;

export default {
  roots: ['<rootDir>/packages', '<rootDir>/scripts'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: '<rootDir>/scripts/jest/plain-environment.mjs',
  // No test depends on speed: a hang ends here, a busy machine does not.
  testTimeout: 300_000,
  // A core each: in one process the memory of all files adds up.
  maxWorkers: '100%',
  workerIdleMemoryLimit: '1500MB',
  testEnvironmentOptions: { customExportConditions: ['nmap-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    // Zod in 60 languages, of which nothing here speaks any: a third of all modules that most test files would load.
    '^\\.\\./locales/index\\.js$': '<rootDir>/scripts/jest/no-locales.mjs',
    // A page is checked as its sources are, not as it was built last.
    '^\\./read-page-module\\.ts$': '<rootDir>/scripts/jest/page-modules.mjs',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
        sourceMaps: true,
      },
    ],
  },
};
