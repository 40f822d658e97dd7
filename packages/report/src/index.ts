export { comparePlacements } from './ab/compare-placements.ts';
export type { Comparison } from './ab/comparison.ts';
export { reportOf } from './data/report-of.ts';
export type { ReportSubject, RunOfReport } from './data/subject.ts';
export type { Report } from './model/report.ts';
export type { Study, StudyFigure, StudyTable } from './model/study.ts';
export { reportPage, type PageKind } from './render/report-page.ts';
export { textOf, textOfComparison, type TableRenderer } from './text/text-of.ts';
