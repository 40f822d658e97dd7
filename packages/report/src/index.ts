export { comparePlacements } from './ab/compare-placements.ts';
export { reportOf } from './data/report-of.ts';
export type { ReportSubject, RunOfReport } from './data/subject.ts';
export { pageScript, reportPage } from './render/report-page.ts';
export { textOf, textOfComparison, type TableRenderer } from './text/text-of.ts';
