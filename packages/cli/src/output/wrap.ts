import { displayWidth } from './display-width.ts';

/** Breaks a paragraph between words so that its lines fit. @param columns null = one line. */
export function wrap(text: string, columns: number | null): string {
  if (columns === null || displayWidth(text) <= columns) return text;
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const word of text.split(' ')) {
    const wordWidth = displayWidth(word);
    if (line !== '' && width + 1 + wordWidth > columns) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
    width = line === word ? wordWidth : width + 1 + wordWidth;
  }
  return [...lines, line].join('\n');
}
