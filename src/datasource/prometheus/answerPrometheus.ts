import type { DataFrame, DataSourceApi } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { Fault } from '../transport/Fault';
import type { AnswerContext } from '../answer';
import type { PrometheusQuery } from '../query/model';

/** The frames that the configured Prometheus data source answers. Throws a Fault. */
export async function answerPrometheus(query: PrometheusQuery, { settings }: AnswerContext): Promise<DataFrame[]> {
  if (!settings.prometheusUid) {
    throw new Fault('missing-name', { detail: 'no Prometheus data source is chosen in the settings' });
  }
  const source: DataSourceApi = await getDataSourceSrv().get({ uid: settings.prometheusUid });
  throw new Fault('not-a-query', { detail: `${query.expr} for ${source.name}` });
}
