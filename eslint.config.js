import eslint from 'typescript-eslint';

const sources = ['packages/*/src/**/*.ts', 'scripts/**/*.ts'];

/** Decides a placement: nothing here may depend on the engine's libm, the clock or the machine. */
const deterministic = ['packages/{kernels,ir,energy,mappers,networks,simulator,dnn}/src/**/*.ts'];

export default eslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'coverage/**'] },
  ...eslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: sources })),
  {
    files: sources,
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.test.json', './packages/report/src/page/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
      ],
    },
  },
  {
    files: deterministic,
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', 'Date', 'performance', 'process'],
      'no-restricted-properties': [
        'error',
        ...['random', 'exp', 'log', 'log2', 'log10', 'pow', 'sin', 'cos', 'tan', 'cbrt', 'hypot'].map(
          (property) => ({
            object: 'Math',
            property,
            message: 'Last bits differ between engines: use @nmap/kernels (Rng, exp, log).',
          }),
        ),
      ],
    },
  },
);
