import { axesOf } from '../../axes.ts';
import type { AxisLinks } from '../axis-links.ts';
import type { Side } from '../connector.ts';
import { groupedAxis } from './grouped-axis.ts';
import { windowAxis } from './window-axis.ts';
import type { Window } from './window.ts';

/**
 * A window whose channels are joined by groups. Null where the target is flat: its axis then runs through channels,
 * rows and columns, and no product of axes says what an input reaches.
 */
export function windowLinks(
  { inChannels, outChannels, vertical, horizontal }: Window,
  groups: number,
  to: Side,
  kernelEntriesPerChannel: number,
): AxisLinks | null {
  const [channels, rows, columns] = axesOf(to.shape);
  if (channels !== outChannels || rows !== vertical.output || columns !== horizontal.output) return null;
  return {
    along: [groupedAxis(inChannels, outChannels, groups), windowAxis(vertical), windowAxis(horizontal)],
    withoutSelf: false,
    kernelEntriesPerChannel,
  };
}
