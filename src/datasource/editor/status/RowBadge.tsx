import React from 'react';
import type { PanelData } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import type { ScrapewatchQuery } from '../../query/model';
import { moreRows } from './moreRows';
import { getStyles } from './RowBadge.styles';
import { rowsOf, rowText } from './rowsOf';

interface Props {
  query: ScrapewatchQuery;
  data: PanelData | undefined;
  /** The row limit of the data source's settings. */
  rowLimit: number;
  onChange: (query: ScrapewatchQuery) => void;
}

/** How many of the rows are shown, and what to do when that is not all. */
export function RowBadge({ query, data, rowLimit, onChange }: Props) {
  const styles = useStyles2(getStyles);
  const count = rowsOf(data, query.refId);
  if (!count) {
    return null;
  }
  const steps = moreRows(query, count, rowLimit);
  return (
    <div className={styles.badge}>
      <span role="status" className={count.cut ? styles.cut : undefined}>
        {count.cut && <Icon name="exclamation-triangle" aria-hidden />} {rowText(count)}
      </span>
      {steps.map(({ label, tooltip, query: next }) => (
        <Button
          key={label}
          variant="secondary"
          size="sm"
          fill="outline"
          tooltip={tooltip}
          onClick={() => onChange(next)}
        >
          {label}
        </Button>
      ))}
      {count.cut && count.bound >= rowLimit && (
        <span>The row limit of the data source’s settings is {rowLimit.toLocaleString('en')}.</span>
      )}
    </div>
  );
}
