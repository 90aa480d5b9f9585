import { locationUtil, urlUtil } from '@grafana/data';

export interface NewRule {
  name: string;
  /** PromQL. */
  expr: string;
  when: 'above' | 'below';
  limit: number;
  /** The data source that answers it; alert rules cannot use one without a backend, such as this plugin's. */
  prometheusUid: string;
  /** Where *Cancel* leads, such as `/d/abc`. */
  returnTo?: string;
}

/** Ten minutes: longer than a scrape is apart from the next. */
const lookBackSeconds = 600;
const expressions = '__expr__';

/**
 * The address of Grafana's page for a new alert rule, filled in: A asks, B takes the newest figure, C compares it with the
 * limit. Versions 12.3.0 and 12.3.1 leave the query empty, so it is worth copying too:
 * https://github.com/grafana/grafana/issues/113522
 */
export function newRuleUrl({ name, expr, when, limit, prometheusUid, returnTo }: NewRule): string {
  const values = {
    type: 'grafana',
    name,
    condition: 'C',
    queries: [
      {
        refId: 'A',
        queryType: '',
        datasourceUid: prometheusUid,
        relativeTimeRange: { from: lookBackSeconds, to: 0 },
        model: {
          refId: 'A',
          datasource: { type: 'prometheus', uid: prometheusUid },
          editorMode: 'code',
          expr,
          instant: true,
          range: false,
          intervalMs: 1000,
          maxDataPoints: 43_200,
        },
      },
      expression('B', { type: 'reduce', expression: 'A', reducer: 'last', conditions: [] }),
      expression('C', {
        type: 'threshold',
        expression: 'B',
        conditions: [
          {
            type: 'query',
            evaluator: { type: when === 'above' ? 'gt' : 'lt', params: [limit] },
            operator: { type: 'and' },
            query: { params: ['C'] },
            reducer: { type: 'last', params: [] },
          },
        ],
      }),
    ],
  };
  const search = { defaults: JSON.stringify(values), ...(returnTo ? { returnTo } : {}) };
  return locationUtil.assureBaseUrl(urlUtil.renderUrl('/alerting/new', search));
}

function expression(refId: string, model: object) {
  return {
    refId,
    queryType: '',
    datasourceUid: expressions,
    relativeTimeRange: { from: 0, to: 0 },
    model: { refId, datasource: { type: expressions, uid: expressions }, ...model },
  };
}
