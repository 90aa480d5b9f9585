import { css } from '@emotion/css';
import { LoadingState, type PanelData } from '@grafana/data';
import type { PanelDataErrorViewProps } from '@grafana/runtime';
import React from 'react';

/** What a panel shows in place of a picture; the same words as Grafana's, since users search for them. */
export function NoData(props: PanelDataErrorViewProps) {
  return (
    <div className={centered} data-testid="data-testid Panel data error message">
      {props.message ?? reasonOf(props)}
    </div>
  );
}

function reasonOf({ data, fieldConfig, needsTimeField, needsNumberField, needsStringField }: PanelDataErrorViewProps) {
  if (!hasRows(data)) {
    return data.state === LoadingState.Error
      ? 'No data: the query failed'
      : (fieldConfig?.defaults.noValue ?? 'No data');
  }
  const types = new Set<string>(data.series.flatMap(({ fields }) => fields.map(({ type }) => type)));
  if (needsTimeField && !types.has('time')) {
    return 'Data is missing a time field';
  }
  if (needsNumberField && !types.has('number')) {
    return 'Data is missing a number field';
  }
  if (needsStringField && !types.has('string')) {
    return 'Data is missing a string field';
  }
  return 'Cannot visualize data';
}

export function hasRows({ series }: Pick<PanelData, 'series'>): boolean {
  return series.some(({ length, fields }) => length > 0 && fields.length > 0);
}

const centered = css({
  height: '100%',
  width: '100%',
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'center',
  textAlign: 'center',
});
