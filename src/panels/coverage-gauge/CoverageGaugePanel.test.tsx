import { createDataFrame, FieldType, LoadingState, ThresholdsMode, type DataFrame } from '@grafana/data';
import { render, screen, within } from '@testing-library/react';
import React from 'react';
import { describe, expect, it } from 'vitest';
import { panelProps } from '../testing/panelProps';
import { CoverageGaugePanel } from './CoverageGaugePanel';
import { defaults } from './options';

const steps = [
  { value: -Infinity, color: '#ff0000' },
  { value: 0.95, color: '#00ff00' },
];

function clients(count: number): DataFrame {
  const ids = Array.from({ length: count }, (_, index) => index);
  const ratio = {
    unit: 'percentunit',
    decimals: 1,
    thresholds: { mode: ThresholdsMode.Absolute, steps },
    color: { mode: 'thresholds' },
  };
  return createDataFrame({
    fields: [
      {
        name: 'client',
        type: FieldType.string,
        values: ids.map((id) => `client ${id}`),
        config: { links: [{ title: 'Runs', url: '' }] },
      },
      { name: 'coverage', type: FieldType.number, values: ids.map((id) => (id % 2 ? 0.8 : 0.97)), config: ratio },
      { name: 'target', type: FieldType.number, values: ids.map(() => 0.95), config: ratio },
      { name: 'trend', type: FieldType.number, values: ids.map(() => -0.012), config: ratio },
      { name: 'expected', type: FieldType.number, values: ids.map(() => 100) },
      { name: 'found', type: FieldType.number, values: ids.map((id) => (id % 2 ? 80 : 97)) },
    ],
  });
}

function withLinks(frame: DataFrame): DataFrame {
  const [name] = frame.fields;
  name.getLinks = ({ valueRowIndex }) => [
    { title: 'Runs', href: `/d/runs?row=${valueRowIndex}`, target: undefined, origin: name },
  ];
  return frame;
}

describe('CoverageGaugePanel', () => {
  it('A2 draws a meter a client, worst first, with value, target and trend in words', () => {
    render(<CoverageGaugePanel {...panelProps([clients(4)], defaults)} />);
    const meters = screen.getAllByRole('meter');
    expect(meters.map((meter) => meter.getAttribute('aria-label'))).toEqual([
      'client 1',
      'client 3',
      'client 0',
      'client 2',
    ]);
    expect(meters[0]).toHaveAttribute('aria-valuenow', '0.8');
    expect(meters[0]).toHaveAttribute('aria-valuetext', '80.0%, target 95.0%, missed, trend −1.2 pp');
    expect(meters[2]).toHaveAttribute('aria-valuetext', '97.0%, target 95.0%, met, trend −1.2 pp');
  });

  it("A2 colours bars by the field's own thresholds", () => {
    render(<CoverageGaugePanel {...panelProps([clients(2)], defaults)} />);
    const fills = screen.getAllByRole('meter').map((meter) => meter.firstElementChild);
    expect(fills[0]).toHaveStyle({ background: '#ff0000', width: '80%' });
    expect(fills[1]).toHaveStyle({ background: '#00ff00' });
  });

  it('A2 heads the bars with the weighted average and the number of misses', () => {
    render(<CoverageGaugePanel {...panelProps([clients(4)], defaults)} />);
    expect(screen.getByText('88.5%')).toBeInTheDocument();
    expect(screen.getByText('Overall, found ÷ expected')).toBeInTheDocument();
    expect(screen.getByText('2 of 4 below target 95.0%')).toBeInTheDocument();
  });

  it("links each row by the field's data links, with the row it had in the data", () => {
    render(<CoverageGaugePanel {...panelProps([withLinks(clients(4))], defaults)} />);
    expect(screen.getByRole('link', { name: 'client 3' })).toHaveAttribute('href', '/d/runs?row=3');
  });

  it('keeps the document small with 5,000 rows', () => {
    render(<CoverageGaugePanel {...panelProps([clients(5000)], defaults)} />);
    expect(screen.getAllByRole('meter').length).toBeLessThan(30);
    expect(screen.getAllByRole('listitem')[0]).toHaveAttribute('aria-setsize', '5000');
  });

  it('draws one row without a heading that would say the same', () => {
    render(<CoverageGaugePanel {...panelProps([clients(1)], defaults)} />);
    expect(within(screen.getByRole('list')).getByText('97.0%')).toBeInTheDocument();
    expect(screen.queryByText('Overall, found ÷ expected')).not.toBeInTheDocument();
  });

  it('says what it expects when there are no rows', () => {
    render(<CoverageGaugePanel {...panelProps([], defaults)} />);
    expect(screen.getByText('No data')).toBeInTheDocument();
    expect(screen.getByText(/a row for each client/)).toBeInTheDocument();
  });

  it('names the missing field when the shape is wrong', () => {
    const frame = createDataFrame({ fields: [{ name: 'page', type: FieldType.string, values: ['x'] }] });
    render(<CoverageGaugePanel {...panelProps([frame], defaults)} />);
    expect(screen.getByText('No field for Value')).toBeInTheDocument();
  });

  it('keeps what it shows while the next answer loads', () => {
    const { rerender } = render(<CoverageGaugePanel {...panelProps([clients(2)], defaults)} />);
    rerender(<CoverageGaugePanel {...panelProps([], defaults, { data: { state: LoadingState.Loading } })} />);
    expect(screen.getAllByRole('meter')).toHaveLength(2);
    rerender(<CoverageGaugePanel {...panelProps([], defaults)} />);
    expect(screen.queryByRole('meter')).not.toBeInTheDocument();
  });
});
