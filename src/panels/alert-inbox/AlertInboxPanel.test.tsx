import { createDataFrame, FieldType } from '@grafana/data';
import { fireEvent, render, screen, within } from '@testing-library/react';
import React from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { panelProps } from '../testing/panelProps';
import { AlertInboxPanel } from './AlertInboxPanel';
import { defaults, type AlertInboxOptions } from './options';

const NOW = Date.parse('2026-11-21T06:00:00Z');

function alerts(count: number) {
  const ids = Array.from({ length: count }, (_, index) => index);
  const text = (name: string, value: (id: number) => string | null) => ({
    name,
    type: FieldType.string,
    values: ids.map(value),
  });
  return createDataFrame({
    fields: [
      text('alertname', (id) => `Alert ${id}`),
      text('status', (id) => (id % 2 ? 'resolved' : 'firing')),
      text('severity', (id) => (id === 2 ? 'critical' : 'warning')),
      text('system', () => 'IGM'),
      text('summary', (id) => `Summary ${id}`),
      { name: 'starts_at', type: FieldType.time, values: ids.map((id) => NOW - (id + 1) * 600_000) },
      { name: 'ends_at', type: FieldType.time, values: ids.map((id) => (id % 2 ? NOW - 600_000 : null)) },
      text('acknowledged_by', (id) => (id === 2 ? 'maria' : null)),
      text('runbook_url', () => 'https://example.org/runbook'),
      text('dashboard_url', () => '/d/x'),
    ],
  });
}
const firingOnly: AlertInboxOptions = { ...defaults, showResolved: false };
const names = () => screen.getAllByRole('article').map((article) => article.textContent?.match(/Alert \d+/)?.[0]);

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

describe('AlertInboxPanel', () => {
  it('C17 lists alerts, the most severe firing one first, with since when and by whom it was acknowledged', () => {
    render(<AlertInboxPanel {...panelProps([alerts(4)], defaults, { height: 600 })} />);
    expect(names()).toEqual(['Alert 2', 'Alert 0', 'Alert 1', 'Alert 3']);
    const [first] = screen.getAllByRole('article');
    expect(first).toHaveTextContent('critical · firing');
    expect(first).toHaveTextContent('Summary 2');
    expect(first).toHaveTextContent('since 30 min');
    expect(first).toHaveTextContent('Acknowledged by maria');
    expect(screen.getAllByRole('article')[3]).toHaveTextContent('lasted 30 min');
  });

  it('C17 shows a badge with the number of firing alerts', () => {
    render(<AlertInboxPanel {...panelProps([alerts(5)], defaults)} />);
    expect(screen.getByRole('status')).toHaveTextContent('3 firing');
  });

  it('C17 filters by chips and says when nothing matches them', () => {
    render(<AlertInboxPanel {...panelProps([alerts(4)], defaults, { height: 600 })} />);
    fireEvent.click(screen.getByRole('button', { name: /critical 1/ }));
    expect(names()).toEqual(['Alert 2']);
    fireEvent.click(screen.getByRole('button', { name: /resolved 2/ }));
    expect(screen.getByText('No alert matches the chips')).toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: /critical 1/ }));
    expect(names()).toEqual(['Alert 1', 'Alert 3']);
  });

  it('links to runbook and dashboard', () => {
    render(<AlertInboxPanel {...panelProps([alerts(1)], defaults)} />);
    const item = within(screen.getByRole('article'));
    expect(item.getByRole('link', { name: 'Runbook of Alert 0' })).toHaveAttribute(
      'href',
      'https://example.org/runbook'
    );
    expect(item.getByRole('link', { name: 'Dashboard of Alert 0' })).toHaveAttribute('href', '/d/x');
    expect(item.queryByRole('link', { name: /Panel/ })).not.toBeInTheDocument();
  });

  it('hides resolved alerts where that is asked for, and says when none fires', () => {
    const { rerender } = render(<AlertInboxPanel {...panelProps([alerts(4)], firingOnly)} />);
    expect(names()).toEqual(['Alert 2', 'Alert 0']);
    const frame = alerts(2);
    frame.fields[1].values = ['resolved', 'resolved'];
    rerender(<AlertInboxPanel {...panelProps([frame], firingOnly)} />);
    expect(screen.getByText('Nothing is firing')).toBeInTheDocument();
  });

  it('reads an answer without rows as good news, and no answer as none', () => {
    const { rerender } = render(<AlertInboxPanel {...panelProps([alerts(0)], defaults)} />);
    expect(screen.getByText('No alerts')).toBeInTheDocument();
    rerender(<AlertInboxPanel {...panelProps([], defaults)} />);
    expect(screen.getByText('No data')).toBeInTheDocument();
  });

  it('keeps the document small with 10,000 alerts', () => {
    render(<AlertInboxPanel {...panelProps([alerts(10_000)], defaults)} />);
    expect(screen.getAllByRole('article').length).toBeLessThan(20);
  });
});
