import stringWidth from 'string-width';

const ASCII = /^[ -~]*$/;

/** Columns of a terminal that a text takes: two for wide characters, none for combining ones. */
export function displayWidth(text: string): number {
  // Nearly every cell of nearly every table.
  return ASCII.test(text) ? text.length : stringWidth(text);
}
