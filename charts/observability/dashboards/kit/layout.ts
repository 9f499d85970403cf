// Places panels on Grafana's grid of 24 columns, and gives them ids that survive changes around them.
import type { Section } from './dashboard.ts';
import type { Panel } from './panel.ts';

/** Columns of Grafana's grid. */
const columns = 24;

/** Place and size on the grid, in columns and rows. */
export interface GridPosition {
  h: number;
  w: number;
  x: number;
  y: number;
}

/** A heading or a panel with its place. */
export type Placed =
  | { id: number; gridPos: GridPosition; heading: string }
  | { id: number; gridPos: GridPosition; panel: Panel };

/** Places sections below each other and their panels in lines. Throws when two panels have one title. */
export function placed(sections: readonly Section[]): Placed[] {
  const result: Placed[] = [];
  let y = 0;
  for (const { title, panels } of sections) {
    result.push({ id: idOf(`section ${title}`), gridPos: { h: 1, w: columns, x: 0, y }, heading: title });
    y += 1;
    let x = 0;
    let lineHeight = 0;
    for (const panel of panels) {
      if (x + panel.width > columns) {
        y += lineHeight;
        x = 0;
        lineHeight = 0;
      }
      const gridPos = { h: panel.height, w: panel.width, x, y };
      result.push({ id: idOf(panel.title), gridPos, panel });
      x += panel.width;
      lineHeight = Math.max(lineHeight, panel.height);
    }
    y += lineHeight;
  }
  assertIdsDiffer(result);
  return result;
}

/** A number from a title, the same for ever (FNV-1a, 31 bits: Grafana's ids are positive integers). */
function idOf(title: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(title)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 1) + 1;
}

function assertIdsDiffer(items: readonly Placed[]): void {
  const titles = new Map<number, string>();
  for (const item of items) {
    const title = 'heading' in item ? item.heading : item.panel.title;
    const other = titles.get(item.id);
    if (other !== undefined)
      throw new Error(
        `The panels "${other}" and "${title}" would have one id in Grafana. Give one of them another title.`,
      );
    titles.set(item.id, title);
  }
}
