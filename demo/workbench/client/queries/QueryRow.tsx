import { css } from '@emotion/css';
import {
  CoreApp,
  LoadingState,
  type DataSourceApi,
  type GrafanaTheme2,
  type PanelData,
  type TimeRange,
} from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { Alert, ErrorBoundaryAlert, Icon, IconButton, useStyles2 } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';

export interface QueryRowProps {
  query: DataQuery;
  queries: DataQuery[];
  app: CoreApp;
  range: TimeRange;
  data?: PanelData;
  onChange: (query: DataQuery) => void;
  onRun: () => void;
  onRemove?: () => void;
}

/** One query with the editor that its data source brings. */
export function QueryRow(props: QueryRowProps) {
  const { query, onChange, onRun, onRemove } = props;
  const styles = useStyles2(getStyles);
  const isHidden = query.hide === true;
  return (
    <section className={styles.row} aria-label={`Query ${query.refId}`}>
      <header className={styles.header}>
        <Icon name="angle-down" />
        <strong className={styles.refId}>{query.refId}</strong>
        <span className={styles.spacer} />
        <IconButton
          name={isHidden ? 'eye-slash' : 'eye'}
          aria-label={isHidden ? `Show query ${query.refId}` : `Hide query ${query.refId}`}
          onClick={() => {
            onChange({ ...query, hide: !isHidden });
            onRun();
          }}
        />
        {onRemove && <IconButton name="trash-alt" aria-label={`Remove query ${query.refId}`} onClick={onRemove} />}
      </header>
      <div className={styles.body}>
        <Editor {...props} />
      </div>
    </section>
  );
}

function Editor({ query, queries, app, range, data, onChange, onRun }: QueryRowProps) {
  const source = useDataSource(query.datasource);
  const ownData = useMemo(() => data && dataOf(data, query.refId), [data, query.refId]);
  if (!source) {
    return null;
  }
  if ('error' in source) {
    return <Alert severity="error" title={source.error} />;
  }
  const { components } = source.api;
  const QueryEditor = components?.QueryEditor;
  if (!QueryEditor) {
    return <Alert severity="warning" title={`The data source ${source.api.name} has no query editor`} />;
  }
  return (
    <ErrorBoundaryAlert>
      <QueryEditor
        key={source.api.uid}
        datasource={source.api}
        query={query}
        queries={queries}
        app={app}
        range={range}
        data={ownData}
        onChange={onChange}
        onRunQuery={onRun}
      />
      {ownData?.state === LoadingState.Error && <QueryError data={ownData} />}
    </ErrorBoundaryAlert>
  );
}

function QueryError({ data }: { data: PanelData }) {
  const errors = data.errors ?? (data.error ? [data.error] : []);
  return (
    <>
      {errors.map(({ message, status }, index) => (
        <Alert key={index} severity="error" title={message ?? `The query failed (${status ?? 'no reason given'})`} />
      ))}
    </>
  );
}

type Source = { api: DataSourceApi } | { error: string } | undefined;

function useDataSource(reference: DataQuery['datasource']): Source {
  const [source, setSource] = useState<Source>();
  const key = JSON.stringify(reference ?? null);
  useEffect(() => {
    let isCurrent = true;
    getDataSourceSrv()
      .get(JSON.parse(key))
      .then(
        (api) => isCurrent && setSource({ api }),
        (error: unknown) => isCurrent && setSource({ error: error instanceof Error ? error.message : String(error) })
      );
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return source;
}

/** An editor gets what belongs to its query: frames and errors by refId. */
export function dataOf(data: PanelData, refId: string): PanelData {
  const errors = (data.errors ?? (data.error ? [data.error] : [])).filter(
    (error) => error.refId === undefined || error.refId === refId
  );
  const state = data.state === LoadingState.Error && errors.length === 0 ? LoadingState.Done : data.state;
  return {
    ...data,
    state,
    error: errors[0],
    errors,
    series: data.series.filter((frame) => frame.refId === undefined || frame.refId === refId),
  };
}

function getStyles(theme: GrafanaTheme2) {
  return {
    row: css({
      marginBottom: theme.spacing(1),
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.radius.default,
    }),
    header: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      padding: theme.spacing(0.5, 1),
      background: theme.colors.background.secondary,
    }),
    refId: css({ color: theme.colors.primary.text }),
    spacer: css({ flex: 1 }),
    body: css({ padding: theme.spacing(1), background: theme.colors.background.primary }),
  };
}
