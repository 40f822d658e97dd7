export {
  KINDS,
  OBSTACLES,
  type CaseFile,
  type CaseKind,
  type ErrorCase,
  type Example,
  type NoExample,
  type Obstacle,
} from './error-case.ts';
export { meantCode, nearestCode } from './nearest-code.ts';
export { parseCase } from './parse-case.ts';
export { caseCodes, readCase, readCases } from './read-cases.ts';
