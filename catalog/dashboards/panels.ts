import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  type DataSourceRef,
  GraphDrawStyle,
  ReduceDataOptionsBuilder,
  VisibilityMode,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { type Panel, PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { scrapewatch } from './dataSources';
import { type ColumnStyle, greyWithoutFigure, inOrder, only, style } from './fields';
import { type Link, toDashboardLink } from './links';

/** What every panel states about itself. */
export interface About {
  id: number;
  title: string;
  description: string;
  target: Builder<Dataquery>;
  datasource?: DataSourceRef;
  links?: Link[];
  /** The only columns shown; without it, all that the question answers. */
  columns?: string[];
  /** Styles by column name. */
  styles?: Record<string, ColumnStyle>;
}

/** One big figure a column, coloured by its thresholds. */
export function stat(about: About, fields: 'numbers' | 'words' = 'numbers'): StatBuilder {
  const reduce = new ReduceDataOptionsBuilder().calcs(['lastNotNull']);
  return withAbout(new StatBuilder(), about)
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Value)
    .textMode(BigValueTextMode.Auto)
    .mappings([greyWithoutFigure])
    .reduceOptions(fields === 'words' ? reduce.fields('/.*/') : reduce);
}

/** Names above several figures side by side: readable on a phone too, where the automatic size would shrink them. */
export function smallTitles(): VizTextDisplayOptionsBuilder {
  return new VizTextDisplayOptionsBuilder().titleSize(14);
}

/**
 * Intervals in one chart of rates: half an hour each over 24 h. Narrower ones hold so few runs that a single failure is a
 * spike; over 30 days they are 15 h, and the trend over days shows.
 */
export const pointsAcross = 48;

/** Bars in one chart of counts: a quarter of an hour each over 24 h. */
export const barsAcross = 96;

/** Lines over time, one a column. */
export function timeSeries(about: About): TimeSeriesBuilder {
  return withAbout(new TimeSeriesBuilder(), about)
    .drawStyle(GraphDrawStyle.Line)
    .lineWidth(2)
    .fillOpacity(10)
    .showPoints(VisibilityMode.Auto)
    .spanNulls(true)
    .min(0);
}

/** Rows and columns, in the order that `columns` has. */
export function table(about: About & { columns: string[] }): TableBuilder {
  return withAbout(new TableBuilder(), about).withTransformation(inOrder(...about.columns));
}

/** One of the bundle's own panels, with its own options. */
export function ownPanel(type: string, about: About, options: Record<string, unknown> = {}): PanelBuilder {
  return withAbout(new PanelBuilder().type(type).options(options), about);
}

interface AboutBuilder {
  id(id: number): this;
  title(title: string): this;
  description(description: string): this;
  datasource(datasource: DataSourceRef): this;
  withTarget(target: Builder<Dataquery>): this;
  links(links: Array<Builder<ReturnType<typeof toDashboardLink>>>): this;
  withTransformation(transformation: ReturnType<typeof only>): this;
  overrideByName(name: string, properties: ReturnType<typeof style>): this;
  build(): Panel;
}

/** Puts what every panel states onto any of the SDK's builders. */
export function withAbout<B extends AboutBuilder>(builder: B, about: About): B {
  builder
    .id(about.id)
    .title(about.title)
    .description(about.description)
    .datasource(about.datasource ?? scrapewatch)
    .withTarget(about.target);
  if (about.links) {
    builder.links(about.links.map((link) => ({ build: () => toDashboardLink(link) })));
  }
  if (about.columns) {
    builder.withTransformation(only(...about.columns));
  }
  for (const [column, columnStyle] of Object.entries(about.styles ?? {})) {
    builder.overrideByName(column, style(columnStyle));
  }
  return builder;
}
