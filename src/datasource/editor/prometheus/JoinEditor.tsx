import React from 'react';
import type { SelectableValue } from '@grafana/data';
import { InlineField, InlineFieldRow, RadioButtonGroup, Select, useStyles2 } from '@grafana/ui';
import type { Join, PrometheusQuery, QueryType } from '../../query/model';
import { CommitInput } from '../fields/CommitInput';
import { NameSelect } from '../fields/NameSelect';
import { newQuery } from '../newQuery';
import { queryTypeLabels } from '../switch/queryTypeLabels';
import { VariantEditor } from '../VariantEditor';
import type { VariantProps } from '../VariantProps';
import { joinColumns } from './joinColumns';
import { getStyles } from './PrometheusEditor.styles';

type Props = VariantProps<PrometheusQuery> & { join: Join };

/** The rows that get a figure of a series each, and how the two belong together. */
export function JoinEditor({ query, join, onChange, ...props }: Props) {
  const styles = useStyles2(getStyles);
  const set = (change: Partial<Join>) => onChange({ ...query, join: { ...join, ...change } });
  const columns = joinColumns(join.rows, props);
  return (
    <div className={styles.join} role="group" aria-label="Rows to join">
      <p className={styles.heading}>Each of these rows gets one figure:</p>
      <RadioButtonGroup
        aria-label="Query type of the rows"
        size="sm"
        options={rowTypes}
        value={join.rows.queryType}
        onChange={(type) => set({ rows: newRows(type, query) })}
      />
      <div className={styles.rows}>
        <VariantEditor
          {...props}
          query={join.rows}
          onChange={(rows) => rows.queryType !== 'prometheus' && set({ rows })}
        />
      </div>
      <InlineFieldRow>
        <InlineField
          label="Column"
          labelWidth={16}
          tooltip="The rows’ column whose value is the series’ label, such as worker."
        >
          <NameSelect
            label="Column to join on"
            width={24}
            placeholder="of the rows"
            value={join.column}
            options={columns.all}
            onChange={(column) => set({ column, label: join.label || column })}
          />
        </InlineField>
        <InlineField label="equals label" labelWidth={16} tooltip="The label of the series; the PromQL must keep it.">
          <CommitInput
            label="Label of the series"
            width={24}
            placeholder="of the series"
            value={join.label}
            onCommit={(label) => set({ label: label.trim() })}
          />
        </InlineField>
      </InlineFieldRow>
      <InlineFieldRow>
        <InlineField
          label="From"
          labelWidth={16}
          tooltip="When a row begins. Without one, the dashboard’s time range counts."
        >
          <NameSelect
            label="Column with the start"
            width={24}
            clearable
            placeholder="dashboard’s start"
            value={join.from}
            options={columns.times}
            onChange={(from) => set({ from: from || undefined })}
          />
        </InlineField>
        <InlineField label="to" labelWidth={16} tooltip="When a row ends. A row whose end is empty goes on until now.">
          <NameSelect
            label="Column with the end"
            width={24}
            clearable
            placeholder="dashboard’s end"
            value={join.to}
            options={columns.times}
            onChange={(to) => set({ to: to || undefined })}
          />
        </InlineField>
      </InlineFieldRow>
      <InlineFieldRow>
        <InlineField label="Figure" labelWidth={16}>
          <Select
            aria-label="Figure"
            width={24}
            options={figures}
            value={join.reduce}
            onChange={({ value }) => value && set({ reduce: value })}
          />
        </InlineField>
        <InlineField
          label="Name"
          labelWidth={16}
          tooltip="Of the new column; a name that ends in _bytes or _seconds sets its unit."
        >
          <CommitInput
            label="Name of the new column"
            width={24}
            placeholder="the PromQL"
            value={join.as ?? ''}
            onCommit={(as) => set({ as: as.trim() || undefined })}
          />
        </InlineField>
      </InlineFieldRow>
    </div>
  );
}

type RowsType = Exclude<QueryType, 'prometheus'>;

const rowTypes: Array<SelectableValue<RowsType>> = (['table', 'rpc', 'postgrest', 'preset'] as const).map((value) => ({
  value,
  label: queryTypeLabels[value],
}));

const figures: Array<SelectableValue<Join['reduce']>> = [
  { value: 'last', label: 'Last', description: 'The newest value in the row’s time' },
  { value: 'avg', label: 'Average', description: 'Of all values in the row’s time' },
  { value: 'max', label: 'Largest' },
  { value: 'min', label: 'Smallest' },
  { value: 'sum', label: 'Sum', description: 'Of one sample a step; the step is told beside the result' },
];

/** A new join: rows of a table, to be chosen. */
export function newJoin(query: PrometheusQuery): Join {
  return { rows: newRows('table', query), column: '', label: '', reduce: 'last' };
}

function newRows(type: RowsType, { refId, version }: PrometheusQuery): Join['rows'] {
  const rows = newQuery(type, { refId, version, queryType: 'prometheus', expr: '' });
  if (rows.queryType === 'prometheus') {
    throw new RangeError('rows are no series');
  }
  return rows;
}
