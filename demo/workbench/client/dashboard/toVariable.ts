import {
  AdHocFiltersVariable,
  ConstantVariable,
  CustomVariable,
  DataSourceVariable,
  IntervalVariable,
  QueryVariable,
  TextBoxVariable,
  type SceneVariable,
} from '@grafana/scenes';
import type { VariableJson } from './dashboardJson';

const hidden = 2;

/** A dashboard's variable as a scene's. @returns undefined for a type that `missingOfDashboard` names */
export function toVariable(json: VariableJson): SceneVariable | undefined {
  const { name, hide, skipUrlSync, allowCustomValue, includeAll } = json;
  const base = { name, hide, skipUrlSync, label: json.label ?? undefined, description: json.description };
  const chosen = { value: json.current.value ?? '', text: json.current.text ?? '' };
  const choice = {
    ...base,
    ...chosen,
    isMulti: json.multi,
    includeAll,
    allValue: json.allValue ?? undefined,
    allowCustomValue,
  };
  switch (json.type) {
    case 'query':
      return new QueryVariable({
        ...choice,
        query: toQuery(json.query),
        datasource: json.datasource ?? null,
        regex: json.regex,
        refresh: json.refresh,
        sort: json.sort,
        definition: json.definition,
      });
    case 'custom':
      return new CustomVariable({ ...choice, query: toText(json.query) });
    case 'datasource':
      return new DataSourceVariable({ ...choice, pluginId: toText(json.query), regex: json.regex });
    case 'textbox':
      return new TextBoxVariable({ ...base, value: toText(json.current.value ?? json.query) });
    case 'constant':
      return new ConstantVariable({ ...base, hide: hidden, value: toText(json.query) });
    case 'interval':
      return new IntervalVariable({
        ...base,
        value: toText(json.current.value),
        intervals: toText(json.query).split(','),
        autoEnabled: json.auto === true,
      });
    case 'adhoc':
      return new AdHocFiltersVariable({ ...base, datasource: json.datasource ?? null, filters: [], applyMode: 'auto' });
    default:
      return undefined;
  }
}

function toQuery(query: unknown): string | { refId: string } {
  if (typeof query === 'object' && query !== null) {
    return { refId: 'A', ...query };
  }
  return toText(query);
}

function toText(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(',') : String(value ?? '');
}
