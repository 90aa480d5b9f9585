import type { Templates } from '../query/interpolate';

const builtIn = /^\$\{?__|^\[\[__/;

/** The same templates, leaving Grafana's own variables, such as `$__from`, as they are written. */
export function keepingBuiltIns(templates: Templates): Templates {
  return {
    ...templates,
    replace: (text, scopedVars, format) =>
      builtIn.test(text) ? format(text) || text : templates.replace(text, scopedVars, format),
  };
}

/** The same templates for nothing but Grafana's own variables; every other text stays as it is. */
export function onlyBuiltIns(templates: Templates): Templates {
  return {
    ...templates,
    replace: (text, scopedVars, format) =>
      builtIn.test(text) ? templates.replace(text, scopedVars, format) : format(text) || text,
  };
}
