import { LIGHT } from '../model/colors.ts';
import { csvOf, type Table } from '../model/table.ts';
import type { Drawing } from '../views/painter.ts';
import { svgOf } from '../views/svg.ts';
import { button, el } from './dom.ts';

/** Figures are saved at twice their size in pixels. */
const PNG_SCALE = 2;
/** Around a figure that is saved, in pixels. */
const MARGIN = 10;

/** The buttons under a view. Figures are saved as on paper, light. */
export function toolsOf(
  name: string,
  { table, drawing }: { readonly table?: () => Table; readonly drawing?: () => Drawing },
): HTMLElement {
  const said = el('span', { class: 'said', role: 'status' });
  const say = (text: string): void => {
    said.textContent = text;
    setTimeout(() => (said.textContent = ''), 2500);
  };
  const act = (what: () => Promise<string>) => (): void => {
    what().then(say, (error: unknown) => say(error instanceof Error ? error.message : String(error)));
  };
  return el(
    'span',
    { class: 'tools' },
    table &&
      button(
        'copy as CSV',
        act(() => copy(csvOf(table()))),
        { class: 'small' },
      ),
    drawing &&
      button(
        'save as SVG',
        act(() => saveSvg(name, drawing())),
        { class: 'small' },
      ),
    drawing &&
      button(
        'save as PNG',
        act(() => savePng(name, drawing())),
        { class: 'small' },
      ),
    said,
  );
}

async function copy(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // A page from a disk may not be let near the clipboard; a selection may be copied all the same.
    const area = el('textarea', { readonly: true, 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    if (!done) throw new Error('the browser does not let this page copy');
  }
  return 'copied';
}

function saveSvg(name: string, drawing: Drawing): Promise<string> {
  save(`${name}.svg`, new Blob([svgOf(drawing, LIGHT.background, MARGIN)], { type: 'image/svg+xml' }));
  return Promise.resolve(`${name}.svg`);
}

async function savePng(name: string, drawing: Drawing): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgOf(drawing, LIGHT.background, MARGIN))}`;
  await image.decode();
  const canvas = el('canvas', {
    width: PNG_SCALE * (drawing.width + 2 * MARGIN),
    height: PNG_SCALE * drawing.height,
  });
  const context = canvas.getContext('2d')!;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('the figure is too large for a PNG');
  save(`${name}.png`, blob);
  return `${name}.png`;
}

export function saveText(file: string, text: string, type: string): void {
  save(file, new Blob([text], { type }));
}

function save(file: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = el('a', { href: url, download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
