/** Writes placements in formats of other tools. */
export { exportPlacement } from './export-placement.ts';
export { exportsSection } from './exports-section.ts';
export type { Exported, ExportedFile, ExportSubject } from './exporter.ts';
export { EXPORT_FORMATS, exportFormat, type ExportFormat } from './tables.ts';
