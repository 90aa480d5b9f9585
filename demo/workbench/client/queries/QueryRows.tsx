import { css } from '@emotion/css';
import type { CoreApp, DataSourceInstanceSettings, PanelData, TimeRange } from '@grafana/data';
import { DataSourcePicker, getDataSourceSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { Button, InlineField } from '@grafana/ui';
import React from 'react';
import { newQuery } from './queryList';
import { QueryRow } from './QueryRow';

interface Props {
  /** uid, or a variable such as `${ds}`. */
  datasource: string;
  queries: DataQuery[];
  app: CoreApp;
  range: TimeRange;
  data?: PanelData;
  onChange: (queries: DataQuery[]) => void;
  onChangeDataSource: (settings: DataSourceInstanceSettings) => void;
  onRun: () => void;
}

/** Data source picker and query editors, as above a panel's or Explore's result. */
export function QueryRows({ datasource, queries, app, range, data, onChange, onChangeDataSource, onRun }: Props) {
  const replace = (index: number, query: DataQuery) =>
    onChange(queries.map((candidate, at) => (at === index ? query : candidate)));
  const add = async () => {
    const source = await getDataSourceSrv().get(datasource);
    onChange([...queries, newQuery(queries, { type: source.type, uid: datasource }, source.getDefaultQuery?.(app))]);
  };
  return (
    <div>
      <div className={bar}>
        <InlineField label="Data source">
          <DataSourcePicker current={datasource} onChange={onChangeDataSource} metrics mixed={false} />
        </InlineField>
        <Button icon="sync" onClick={onRun}>
          Run query
        </Button>
      </div>
      {queries.map((query, index) => (
        <QueryRow
          key={query.refId}
          query={query}
          queries={queries}
          app={app}
          range={range}
          data={data}
          onChange={(changed) => replace(index, changed)}
          onRun={onRun}
          onRemove={queries.length > 1 ? () => onChange(queries.filter((_, at) => at !== index)) : undefined}
        />
      ))}
      <Button variant="secondary" icon="plus" onClick={() => void add()}>
        Add query
      </Button>
    </div>
  );
}

const bar = css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: 8, marginBottom: 8 });
