/** What a dashboard variable asks Prometheus for. */
export type VariableQuestion =
  | { kind: 'label_values'; label: string; selector?: string }
  | { kind: 'label_names'; selector?: string }
  | { kind: 'metrics'; pattern: string }
  | { kind: 'query_result'; expr: string };

/**
 * Reads `label_values(metric, label)`, `label_values(label)`, `label_names(…)`, `metrics(regex)`, `query_result(expr)`;
 * anything else is an expression whose series are the options.
 * @see https://grafana.com/docs/grafana/latest/datasources/prometheus/template-variables/
 */
export function parseVariableQuery(text: string): VariableQuestion {
  const [, name, inside = ''] = /^\s*(label_values|label_names|metrics|query_result)\((.*)\)\s*$/s.exec(text) ?? [];
  switch (name) {
    case 'label_values': {
      // The label comes last; a selector before it may hold commas of its own.
      const comma = inside.lastIndexOf(',');
      const selector = comma >= 0 ? inside.slice(0, comma).trim() : '';
      return { kind: 'label_values', label: inside.slice(comma + 1).trim(), ...(selector ? { selector } : {}) };
    }
    case 'label_names':
      return { kind: 'label_names', ...(inside.trim() ? { selector: inside.trim() } : {}) };
    case 'metrics':
      return { kind: 'metrics', pattern: inside.trim() };
    case 'query_result':
      return { kind: 'query_result', expr: inside.trim() };
    default:
      return { kind: 'query_result', expr: text.trim() };
  }
}
