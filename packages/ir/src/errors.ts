/** What every command needs of this package, apart from the index: who fails before there is a network loads no network. */
export { NmapError, formatDiagnostic, type Diagnostic, type FailureKind } from './diagnostic.ts';
