/** A comparison of mappers as a page shows it: tables of words and figures that are drawn already. */
export interface Study {
  readonly title: string;
  readonly notes: readonly string[];
  readonly tables: readonly StudyTable[];
  readonly figures: readonly StudyFigure[];
  /** Names that rows can be narrowed to: the networks that were mapped. */
  readonly networks: readonly string[];
}

export interface StudyTable {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly { readonly name: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

export interface StudyFigure {
  /** `profile-energy`. */
  readonly name: string;
  /** A whole SVG document. */
  readonly svg: string;
}
