// @vitest-environment jsdom
import {
  createDataFrame,
  FieldType,
  getDefaultTimeRange,
  LoadingState,
  ReducerID,
  VizOrientation,
  type PanelData,
  type PanelProps,
} from '@grafana/data';
import { render, screen } from '@testing-library/react';
import React from 'react';
import { describe, expect, it } from 'vitest';
import { ValuePanel, type ValueOptions } from './ValuePanel';

const rate = createDataFrame({ fields: [{ name: 'rate', type: FieldType.number, values: [0.5, 0.25] }] });

function show(data: Partial<PanelData>, noValue?: string) {
  const options: ValueOptions = {
    reduceOptions: { calcs: [ReducerID.lastNotNull], values: false },
    orientation: VizOrientation.Auto,
  };
  const panel = {
    id: 1,
    width: 300,
    height: 100,
    options,
    renderCounter: 0,
    timeZone: 'utc',
    replaceVariables: (text: string) => text,
    fieldConfig: { defaults: { noValue }, overrides: [] },
    data: { state: LoadingState.Done, series: [], timeRange: getDefaultTimeRange(), ...data },
  } as unknown as PanelProps<ValueOptions>;
  render(<ValuePanel panel={panel} draw={({ value }) => <b>{value.display.text}</b>} />);
}

describe('a value panel', () => {
  it('draws the reduced value', () => {
    show({ series: [rate] });
    expect(screen.getByText('0.250')).toBeInTheDocument();
  });

  it('shows the panel\'s "no value" for an answer without rows', () => {
    show({}, 'No finished run');
    expect(screen.getByText('No finished run')).toBeInTheDocument();
  });

  it('never shows it for a query that failed', () => {
    show({ state: LoadingState.Error }, 'No finished run');
    expect(screen.getByText('No data: the query failed')).toBeInTheDocument();
  });
});
