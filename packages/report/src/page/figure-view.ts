import { DARK, LIGHT, type Theme } from '../model/colors.ts';
import type { Table } from '../model/table.ts';
import type { Drawing } from '../views/painter.ts';
import { svgOf } from '../views/svg.ts';
import { el } from './dom.ts';
import { toolsOf } from './save.ts';
import type { State } from './state.ts';

/** A figure of SVG, drawn anew when light turns to dark. */
export function figureView(
  state: State,
  {
    name,
    drawingIn,
    table,
  }: { readonly name: string; readonly drawingIn: (theme: Theme) => Drawing; readonly table?: () => Table },
): HTMLElement {
  const figure = el('figure');
  const draw = (): void => figure.replaceChildren(svgElement(drawingIn, state.choice.dark));
  draw();
  state.listen((choice, before) => {
    if (choice.dark !== before.dark) draw();
  });
  const tools = toolsOf(name, { drawing: () => drawingIn(LIGHT), ...(table === undefined ? {} : { table }) });
  return el('section', { class: 'view', 'data-view': name }, figure, tools);
}

export function svgElement(drawingIn: (theme: Theme) => Drawing, dark: boolean): Node {
  const theme = dark ? DARK : LIGHT;
  const svg = new DOMParser().parseFromString(svgOf(drawingIn(theme), theme.background), 'image/svg+xml');
  return document.importNode(svg.documentElement, true);
}
