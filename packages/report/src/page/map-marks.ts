import type { Spot } from '../model/table.ts';
import { arrow, placed, type MapScene, type MapView } from '../views/paint-map.ts';
import type { Painter } from '../views/painter.ts';
import type { EdgeIndex } from './edge-index.ts';

/** So many partners of a core are joined with it. */
const PARTNERS = 30;

/** What is chosen, over the map: a core and its partners, a link, the cores of a population. */
export function paintMarks(
  painter: Painter,
  scene: MapScene,
  { view, spot, edges }: { readonly view: MapView; readonly spot: Spot | null; readonly edges: EdgeIndex },
): void {
  if (spot === null) return;
  const { report, geometry, theme } = scene;
  const { cores, links } = report;
  const frame = (core: number, thickness: number): void => {
    const { x, y, width, height } = placed(view, geometry.cellOf(core));
    const room = Math.max(1, thickness / 2);
    painter.frame(x - room, y - room, width + 2 * room, height + 2 * room, theme.select, thickness);
  };
  switch (spot.kind) {
    case 'tile':
      frame(spot.core, 3);
      break;
    case 'link': {
      const [from, to] = [links.from[spot.link], links.to[spot.link]];
      if (geometry.stripOf !== null) {
        const { x, y, width, height } = placed(view, geometry.stripOf(from, to));
        painter.frame(x - 1, y - 1, width + 2, height + 2, theme.select, 2.5);
        break;
      }
      const thickness = Math.max(3, Math.min(8, view.scale * 0.1));
      arrow(painter, geometry, view, { from, to, color: theme.select, thickness });
      break;
    }
    case 'core': {
      if (spot.index === cores.count) break;
      paintPartners(painter, scene, { view, index: spot.index, edges });
      frame(cores.core[spot.index], 3);
      break;
    }
    case 'population':
      for (const index of coresOf(scene, [spot.population])) frame(cores.core[index], 2.5);
      break;
    case 'flow': {
      const { from, to } = report.flows[spot.flow];
      for (const index of coresOf(scene, [from, to])) frame(cores.core[index], 2.5);
      break;
    }
  }
}

function coresOf({ report: { cores } }: Pick<MapScene, 'report'>, populations: readonly number[]): number[] {
  const found: number[] = [];
  for (let index = 0; index < cores.count; index++)
    for (let k = cores.memberStart[index]; k < cores.memberStart[index + 1]; k++)
      if (populations.includes(cores.memberPopulation[k])) {
        found.push(index);
        break;
      }
  return found;
}

function paintPartners(
  painter: Painter,
  { report, geometry, theme }: MapScene,
  { view, index, edges }: { readonly view: MapView; readonly index: number; readonly edges: EdgeIndex },
): void {
  const { cores } = report;
  const { weight } = report.edges;
  const partners = [...edges.outOf(index), ...edges.into(index)]
    .filter(({ other }) => other !== cores.count)
    .sort((a, b) => weight[b.edge] - weight[a.edge])
    .slice(0, PARTNERS);
  const most = partners.length === 0 ? 1 : weight[partners[0].edge];
  const middle = (core: number): readonly [number, number] => {
    const { x, y, width, height } = placed(view, geometry.cellOf(core));
    return [x + width / 2, y + height / 2];
  };
  for (const { edge, other } of partners)
    painter.line(
      [middle(cores.core[index]), middle(cores.core[other])],
      `${theme.select}99`,
      0.6 + (2.4 * weight[edge]) / most,
    );
}
