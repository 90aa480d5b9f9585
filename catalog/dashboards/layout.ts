import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { type GridPos, type Panel, RowBuilder, type RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';

export type AnyPanel = Builder<Panel> & { gridPos(gridPos: GridPos): AnyPanel };

/** Panels side by side: widths out of 24, one height. On a phone Grafana stacks them left to right, then downwards. */
export interface Line {
  height: number;
  panels: Array<[width: number, panel: AnyPanel]>;
}

export interface Section {
  id: number;
  title: string;
  lines: Line[];
}

/** Sections under each other, each with a heading; throws when a line is not exactly 24 wide. */
export function layOut(sections: Section[]): Array<Panel | RowPanel> {
  const placed: Array<Panel | RowPanel> = [];
  let y = 0;
  for (const section of sections) {
    placed.push(heading(section, y));
    y += 1;
    for (const line of section.lines) {
      placed.push(...placeLine(line, y, section.title));
      y += line.height;
    }
  }
  return placed;
}

function heading({ id, title }: Section, y: number): RowPanel {
  return new RowBuilder(title).id(id).gridPos({ x: 0, y, w: 24, h: 1 }).build();
}

function placeLine({ height, panels }: Line, y: number, title: string): Panel[] {
  const width = panels.reduce((sum, [w]) => sum + w, 0);
  if (width !== 24) {
    throw new Error(`A line of section "${title}" is ${width} wide; Grafana's grid has 24 columns.`);
  }
  let x = 0;
  return panels.map(([w, panel]) => {
    const built = panel.gridPos({ x, y, w, h: height }).build();
    x += w;
    return built;
  });
}
