import * as z from 'zod';

const dataSourceRef = z.looseObject({ type: z.string().optional(), uid: z.string().optional() });

/** Old dashboards name a data source by a string. */
const dataSource = z
  .union([dataSourceRef, z.string().transform((uid) => ({ uid })), z.null()])
  .optional()
  .transform((reference) => reference ?? undefined);

const target = z.looseObject({ refId: z.string(), datasource: dataSource, hide: z.boolean().optional() });

const property = z.looseObject({ id: z.string(), value: z.unknown().optional() });

const fieldConfig = z.looseObject({
  defaults: z.looseObject({ custom: z.record(z.string(), z.unknown().optional()).optional() }).default({}),
  overrides: z
    .array(
      z.looseObject({
        matcher: z.looseObject({ id: z.string(), options: z.unknown().optional() }),
        properties: z.array(property).default([]),
      })
    )
    .default([]),
});

const link = z.looseObject({
  title: z.string().default(''),
  url: z.string().optional(),
  type: z.string().default('link'),
  tooltip: z.string().optional(),
  icon: z.string().optional(),
  tags: z.array(z.string()).default([]),
  keepTime: z.boolean().default(false),
  includeVars: z.boolean().default(false),
  targetBlank: z.boolean().default(false),
  asDropdown: z.boolean().default(false),
});

const gridPos = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });

const panel = z.looseObject({
  id: z.number(),
  type: z.string(),
  title: z.string().default(''),
  description: z.string().optional(),
  gridPos,
  datasource: dataSource,
  targets: z.array(target).default([]),
  options: z.record(z.string(), z.unknown().optional()).default({}),
  fieldConfig: fieldConfig.default({ defaults: {}, overrides: [] }),
  transformations: z
    .array(
      z.looseObject({
        id: z.string(),
        options: z.record(z.string(), z.unknown().optional()).default({}),
        disabled: z.boolean().optional(),
      })
    )
    .default([]),
  pluginVersion: z.string().optional(),
  transparent: z.boolean().default(false),
  interval: z.string().nullish(),
  maxDataPoints: z.number().nullish(),
  timeFrom: z.string().nullish(),
  timeShift: z.string().nullish(),
  hideTimeOverride: z.boolean().optional(),
  repeat: z.string().nullish(),
  repeatDirection: z.enum(['h', 'v']).optional(),
  maxPerRow: z.number().optional(),
  links: z.array(link).default([]),
  libraryPanel: z.unknown().optional(),
});

const row = z.looseObject({
  id: z.number(),
  type: z.literal('row'),
  title: z.string().default(''),
  collapsed: z.boolean().default(false),
  gridPos,
  repeat: z.string().nullish(),
  panels: z.array(panel).default([]),
});

const text = z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]);

const variable = z.looseObject({
  name: z.string(),
  type: z.string(),
  label: z.string().nullish(),
  description: z.string().nullish(),
  hide: z.number().default(0),
  skipUrlSync: z.boolean().optional(),
  query: z.unknown().optional(),
  definition: z.string().optional(),
  datasource: dataSource,
  regex: z.string().default(''),
  refresh: z.number().default(1),
  sort: z.number().default(0),
  multi: z.boolean().default(false),
  includeAll: z.boolean().default(false),
  allValue: z.string().nullish(),
  allowCustomValue: z.boolean().default(true),
  current: z.looseObject({ value: text.optional(), text: text.optional() }).default({}),
});

const annotation = z.looseObject({
  name: z.string(),
  enable: z.boolean().default(true),
  hide: z.boolean().default(false),
  builtIn: z.number().optional(),
  datasource: dataSource,
});

/** A dashboard as Grafana saves it (schemaVersion 36 to 42), as far as the workbench reads it. */
export const dashboardSchema = z.looseObject({
  uid: z.string().default(''),
  title: z.string().default(''),
  description: z.string().optional(),
  tags: z.array(z.string()).default([]),
  time: z.object({ from: z.string(), to: z.string() }).default({ from: 'now-6h', to: 'now' }),
  timezone: z.string().optional(),
  weekStart: z.string().optional(),
  refresh: z.union([z.string(), z.literal(false)]).default(''),
  graphTooltip: z.number().default(0),
  liveNow: z.boolean().default(false),
  timepicker: z
    .looseObject({ refresh_intervals: z.array(z.string()).optional(), hidden: z.boolean().optional() })
    .default({}),
  templating: z.object({ list: z.array(variable).default([]) }).default({ list: [] }),
  annotations: z.object({ list: z.array(annotation).default([]) }).default({ list: [] }),
  links: z.array(link).default([]),
  panels: z.array(z.union([row, panel])).default([]),
});

export type DashboardJson = z.infer<typeof dashboardSchema>;
export type PanelJson = z.infer<typeof panel>;
export type RowJson = z.infer<typeof row>;
export type VariableJson = z.infer<typeof variable>;
export type LinkJson = z.infer<typeof link>;
export type AnnotationJson = z.infer<typeof annotation>;

export function isRow(candidate: PanelJson | RowJson): candidate is RowJson {
  return candidate.type === 'row';
}
