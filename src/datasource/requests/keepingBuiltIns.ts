import type { Templates } from '../query/interpolate';

/** The same templates, leaving Grafana's own variables, such as `$__from`, as they are written. */
export function keepingBuiltIns(templates: Templates): Templates {
  return {
    ...templates,
    replace: (text, scopedVars, format) =>
      /^\$\{?__|^\[\[__/.test(text) ? format(text) || text : templates.replace(text, scopedVars, format),
  };
}
