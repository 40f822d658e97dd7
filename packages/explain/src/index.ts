export { KINDS, type CaseKind, type ErrorCase, type Example, type Obstacle } from './error-case.ts';
export { meantCode, nearestCode } from './nearest-code.ts';
export { caseCodes, readCase, readCases } from './read-cases.ts';
