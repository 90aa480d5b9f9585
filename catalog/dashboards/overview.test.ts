import { describe, expect, it } from 'vitest';
import { presets } from '../../src/datasource/query/presets';
import { parseContract } from '../../supabase/tests/parseContract';
import { metrics } from '../metrics';
import { idsIn } from '../requirementReport';
import { requirements } from '../requirements';
import { thresholds } from '../thresholds';
import { overview } from './overview';
import { panelIds } from './overview/panelIds';
import { drawnPanels, eachObject, keptColumns, linksOf, presetsOf, styledColumns } from './walk';

// As Grafana reads it: what JSON drops is not there.
const dashboard: ReturnType<typeof overview> = JSON.parse(JSON.stringify(overview()));
const panels = drawnPanels(dashboard.panels ?? []);
const variables = dashboard.templating.list ?? [];
const contract = parseContract();
const relations = [...contract.views, ...contract.tables, ...contract.functions];
const columnsOf = (name: string) =>
  relations.find((one) => one.name === name)?.columns.map((column) => column.name) ?? [];
const titled = (wrong: typeof panels) => wrong.map(({ title }) => title);
const numeric = ['stat', 'timeseries', 'barchart', 'bargauge', 'gauge'];

/** The columns in the frame that a panel draws. */
function columnsIn(panel: (typeof panels)[number]): string[] {
  return presetsOf(panel).flatMap((preset) => {
    const { source } = presets[preset];
    return columnsOf('function' in source ? source.function : source.table);
  });
}

describe('the Overview', () => {
  it('names no data source by a fixed uid', () => {
    const uids = new Set<unknown>();
    eachObject(dashboard, (object) => {
      if (typeof object.datasource === 'object' && object.datasource !== null && 'uid' in object.datasource) {
        uids.add(object.datasource.uid);
      }
    });

    expect([...uids].sort()).toEqual(['${ds}', '${prometheus}']);
  });

  it('explains every panel: what it means, which target, which requirement', () => {
    const parts = ['\n\n**Target:** ', '\n\n**Requirement:** '];
    const silent = panels.filter(({ description = '' }) => parts.some((part) => !description.includes(part)));
    const named = panels.flatMap(({ description = '' }) => idsIn(description.split('**Requirement:**')[1] ?? ''));

    expect(titled(silent)).toEqual([]);
    expect(named.filter((id) => !(id in requirements))).toEqual([]);
    expect([...new Set(named)]).toEqual(
      expect.arrayContaining(['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A12'])
    );
  });

  it('gives every figure a unit and thresholds', () => {
    const figures = panels.filter((panel) => numeric.includes(panel.type) && keptColumns(panel)?.[0] !== 'reason');

    expect(titled(figures.filter(({ fieldConfig }) => !fieldConfig?.defaults.unit))).toEqual([]);
    expect(titled(figures.filter(({ fieldConfig }) => !fieldConfig?.defaults.thresholds))).toEqual([]);
  });

  it("colours only at the teams' own figures, or at the first of what should not be there", () => {
    const known = new Set<unknown>([null, 1, 2, ...Object.values(thresholds).map(({ value }) => value)]);
    const used: unknown[] = [];
    eachObject(dashboard.panels, ({ mode, steps }) => {
      if (mode === 'absolute' && Array.isArray(steps)) {
        used.push(...steps.map((step: { value: unknown }) => step.value));
      }
    });

    expect(used.filter((value) => !known.has(value))).toEqual([]);
    expect(used).toContain(thresholds.coverage_low_ratio.value);
  });

  it('asks our source by presets only, and Prometheus only for series of the catalogue', () => {
    const expressions = panels.flatMap(({ targets = [] }) =>
      targets.flatMap((target) => ('expr' in target ? [String(target.expr)] : []))
    );
    const names: string[] = Object.values(metrics).map(({ name }) => name);
    const series = expressions.flatMap((expr) =>
      [...expr.replace(/\$__\w+/g, '').matchAll(/[a-z]+_[a-z_]+/g)].map(([name]) => name)
    );

    expect(
      titled(panels.filter((panel) => presetsOf(panel).length !== 1 && panel.datasource?.type !== 'prometheus'))
    ).toEqual([]);
    expect(series.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('names only columns that the database contract has', () => {
    const strange = panels.flatMap((panel) => {
      const named = [...(keptColumns(panel) ?? []), ...styledColumns(panel)];
      const there = columnsIn(panel);
      return named.filter((column) => !there.includes(column)).map((column) => `${panel.title}: ${column}`);
    });

    expect(strange).toEqual([]);
  });

  it('styles only columns that it shows', () => {
    const hidden = panels.flatMap((panel) => {
      const kept = keptColumns(panel);
      return styledColumns(panel).filter((column) => kept && !kept.includes(column));
    });

    expect(hidden).toEqual([]);
  });

  it('numbers its panels as bookmarks and alerts know them', () => {
    expect(panels.map(({ id }) => id).sort((a = 0, b = 0) => a - b)).toEqual(Object.values(panelIds));
  });

  it('leaves no gap and no overlap, and reads from top left to bottom right on a phone', () => {
    const cells = new Map<string, string>();
    for (const { title = '', gridPos } of dashboard.panels ?? []) {
      const { x = 0, y = 0, w = 0, h = 0 } = gridPos ?? {};
      for (let column = x; column < x + w; column++) {
        for (let line = y; line < y + h; line++) {
          expect(cells.get(`${column},${line}`), `${title} lies on another panel`).toBeUndefined();
          cells.set(`${column},${line}`, title);
        }
      }
    }
    const bottom = Math.max(...(dashboard.panels ?? []).map(({ gridPos }) => (gridPos?.y ?? 0) + (gridPos?.h ?? 0)));
    const order = panels.map(({ gridPos }) => (gridPos?.y ?? 0) * 24 + (gridPos?.x ?? 0));

    expect(cells.size).toBe(24 * bottom);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it('begins with what is broken', () => {
    expect(panels.slice(0, 6).map(({ id }) => id)).toEqual([
      panelIds.status,
      panelIds.reason,
      panelIds.rightNow,
      panelIds.openAlerts,
      panelIds.stuckRuns,
      panelIds.alertInbox,
    ]);
  });
});

describe("the Overview's variables", () => {
  it('are data sources, then system, environment, client, scraper and status', () => {
    expect(variables.map(({ name }) => name)).toEqual([
      'ds',
      'prometheus',
      'system',
      'environment',
      'client',
      'scraper',
      'status',
    ]);
  });

  it('send __all for All, which the data source leaves out', () => {
    const choices = variables.filter(({ type }) => type !== 'datasource');

    expect(choices.map(({ allValue, includeAll, multi }) => [allValue, includeAll, multi])).toEqual(
      choices.map(() => ['__all', true, true])
    );
  });

  it('carry the choices of a fixed list, which Grafana 10 does not make from its values', () => {
    const lists = variables.filter(({ type }) => type === 'custom');

    expect(lists.map(({ name }) => name)).toEqual(['status']);
    for (const { query, options = [] } of lists) {
      expect(options.map(({ value }) => value)).toEqual(['$__all', ...String(query).split(',')]);
      expect(options.filter(({ selected }) => selected).map(({ text }) => text)).toEqual(['All']);
    }
  });

  it('read columns that the database contract has', () => {
    const queries = variables.flatMap(({ type, query }) =>
      type === 'query' && typeof query === 'object' ? [query] : []
    );
    const asked = queries.flatMap(({ table, columns, filters, order }) =>
      [...columns, ...filters, ...order]
        .map(({ column }: { column: string }) => column)
        .filter((column: string) => !columnsOf(table).includes(column))
    );

    expect(queries).toHaveLength(4);
    expect(asked).toEqual([]);
  });
});

describe("the Overview's links", () => {
  const links = panels.flatMap((panel) => linksOf(panel).map((link) => ({ panel, ...link })));
  const known = new Set([...variables.map(({ name }) => name), '__from', '__to', '__url_time_range']);

  it('are on every table, card and bar, so that each row leads to where it is explained', () => {
    const rows = ['table', 'scrapewatch-coveragegauge-panel', 'scrapewatch-scrapercards-panel'];

    expect(titled(panels.filter((panel) => rows.includes(panel.type) && linksOf(panel).length === 0))).toEqual([]);
  });

  it('name only variables that there are, and columns of the row that is clicked', () => {
    const unknown = links.flatMap(({ panel, url }) =>
      [...url.matchAll(/\$\{([^}]+)\}/g)].flatMap(([, inside = '']) => {
        const [, column] = /^__data\.fields\.(\w+):percentencode$/.exec(inside) ?? [];
        const there = column
          ? (keptColumns(panel) ?? columnsIn(panel)).includes(column)
          : known.has(inside.split(':')[0] ?? '');
        return there ? [] : [`${panel.title}: ${inside}`];
      })
    );

    expect(unknown).toEqual([]);
  });

  it('lead to this dashboard, its panels and its variables, or to Explore', () => {
    const wrong = links.filter(({ url }) => {
      const { pathname, searchParams } = new URL(url, 'http://grafana');
      const panelId = searchParams.get('viewPanel');
      const narrowed = [...searchParams.keys()].filter((key) => key.startsWith('var-')).map((key) => key.slice(4));
      const isHere = pathname === `/d/${dashboard.uid}`;
      return (
        !(isHere || pathname === '/explore') ||
        (panelId !== null && panels.every(({ id }) => String(id) !== panelId)) ||
        narrowed.some((name) => !known.has(name))
      );
    });

    expect(wrong.map(({ title }) => title)).toEqual([]);
  });

  it('open Explore with a query that our source can run, in the time range of the dashboard', () => {
    const panes = links.flatMap(({ url }) => {
      const text = new URL(url.replace(/\$\{(ds|__\w+)[^}]*\}/g, '$1'), 'http://grafana').searchParams.get('panes');
      return text === null ? [] : [JSON.parse(text).scrapewatch];
    });

    expect(panes.length).toBeGreaterThan(4);
    for (const { datasource, queries, range } of panes) {
      expect(datasource).toBe('ds');
      expect(range).toEqual({ from: '__from', to: '__to' });
      expect(queries).toEqual([expect.objectContaining({ queryType: 'preset', preset: 'logs', version: 2 })]);
      expect(JSON.stringify(queries[0].args), 'variables that Explore lacks').not.toContain('$');
      const { source } = presets.logs;
      expect(Object.keys(queries[0].args).every((name) => 'filters' in source && name in source.filters)).toBe(true);
    }
  });
});
