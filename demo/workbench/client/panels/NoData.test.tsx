// @vitest-environment jsdom
import { createDataFrame, FieldType, getDefaultTimeRange, LoadingState, type PanelData } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import React from 'react';
import { describe, expect, it } from 'vitest';
import { NoData } from './NoData';

const words = createDataFrame({ fields: [{ name: 's', type: FieldType.string, values: ['a'] }] });

function data(series: PanelData['series'], state = LoadingState.Done): PanelData {
  return { series, state, timeRange: getDefaultTimeRange() };
}

describe('a panel without a picture says', () => {
  it.each([
    ['No data', { data: data([]) }],
    ['Nothing here', { data: data([]), fieldConfig: { defaults: { noValue: 'Nothing here' }, overrides: [] } }],
    ['No data: the query failed', { data: data([], LoadingState.Error) }],
    ['Data is missing a time field', { data: data([words]), needsTimeField: true }],
    ['Data is missing a number field', { data: data([words]), needsNumberField: true }],
    ['Cannot visualize data', { data: data([words]) }],
    ['Told so', { data: data([words]), message: 'Told so' }],
  ])('%s', (text, props) => {
    render(<NoData panelId={1} {...props} />);
    expect(screen.getByText(text)).toBeInTheDocument();
  });
});
