/** `neuromap/exports`: writes a placement in the formats of other tools. @module */
export {
  EXPORT_FORMATS,
  exportPlacement,
  type Exported,
  type ExportedFile,
  type ExportFormat,
  type ExportSubject,
} from '@nmap/exports';
