/** East Asian wide and full-width characters, and what is shown as a picture: two columns. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
/** Combining marks, joiners and selectors stand on the character before them. */
const NO_WIDTH = /\p{Mark}|[\u200b-\u200d\ufe00-\ufe0f]/u;
const ASCII = /^[ -~]*$/;

/** Columns of a terminal that a text takes, as near as can be known without asking it. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += NO_WIDTH.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}
