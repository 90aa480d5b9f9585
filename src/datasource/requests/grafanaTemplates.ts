import { getTemplateSrv } from '@grafana/runtime';
import type { Templates } from '../query/interpolate';

/** Grafana's own template service. */
export const grafanaTemplates: Templates = {
  replace: (text, scopedVars, format) => getTemplateSrv().replace(text, scopedVars, format),
  isAll: (name) => {
    const variable = getTemplateSrv()
      .getVariables()
      .find((candidate) => candidate.name === name);
    const current = variable && 'current' in variable ? variable.current : undefined;
    const value = current && 'value' in current ? current.value : undefined;
    return Array.isArray(value) ? value.includes('$__all') : value === '$__all';
  },
};
