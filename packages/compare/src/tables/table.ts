/** A table of words, before anybody decides how it is drawn: in the terminal, in Markdown, in LaTeX. */
export interface Table {
  /** For references and file names. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** Below the table, a sentence each. */
  readonly notes: readonly string[];
}

export interface Column {
  readonly name: string;
  /** Numbers stand to the right. */
  readonly numeric: boolean;
}

export const words = (name: string): Column => ({ name, numeric: false });
export const numbers = (name: string): Column => ({ name, numeric: true });
