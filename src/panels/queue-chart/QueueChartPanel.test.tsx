import { createDataFrame, FieldType } from '@grafana/data';
import { fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { panelProps, timeRange } from '../testing/panelProps';
import { defaults } from './options';
import { QueueChartPanel } from './QueueChartPanel';

const MINUTE = 60_000;

function samples(count: number) {
  const ids = Array.from({ length: count }, (_, index) => index);
  const number = (name: string, displayName: string, value: (id: number) => number) => ({
    name,
    type: FieldType.number,
    values: ids.map(value),
    config: { displayName },
  });
  return createDataFrame({
    fields: [
      { name: 'time', type: FieldType.time, values: ids.map((id) => timeRange.from.valueOf() + id * MINUTE) },
      number('queued', 'Queued', (id) => 100 + id),
      number('processing', 'Processing', () => 7),
      number('arrivals', 'Arrivals', () => 5),
      number('completions', 'Completions', () => 4),
    ],
  });
}

// jsdom draws nothing; uPlot needs a context that takes every call, and shapes.
const context = new Proxy({}, { get: () => () => ({ width: 10 }), set: () => true });
const original = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, 'getContext');
beforeAll(() => {
  Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', { configurable: true, value: () => context });
  vi.stubGlobal(
    'Path2D',
    class {
      moveTo() {}
      lineTo() {}
      rect() {}
      arc() {}
      closePath() {}
    }
  );
});
afterAll(() => {
  Object.defineProperty(HTMLCanvasElement.prototype, 'getContext', original ?? {});
  vi.unstubAllGlobals();
});

describe('QueueChartPanel', () => {
  it('A8 says in words where the queue is going, also for those who cannot see the chart', () => {
    render(<QueueChartPanel {...panelProps([samples(61)], defaults)} />);
    const sentence = 'Growing by 1/min (5/min in, 4/min out) over 12 min: 160 waiting, not draining.';
    expect(screen.getByRole('status')).toHaveTextContent(sentence);
    expect(screen.getByRole('img', { name: `Queue by state. ${sentence}` })).toBeInTheDocument();
  });

  it('A8 draws states and, below, arrivals against completions, with their newest values', () => {
    render(<QueueChartPanel {...panelProps([samples(61)], defaults)} />);
    expect(screen.getByRole('img', { name: 'Arrivals and completions' })).toBeInTheDocument();
    expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'Processing 7',
      'Queued 160',
      'Arrivals 5',
      'Completions 4',
    ]);
  });

  it('takes a series out of the chart and puts it back', () => {
    render(<QueueChartPanel {...panelProps([samples(61)], defaults)} />);
    const queued = screen.getByRole('button', { name: /Queued/ });
    fireEvent.click(queued);
    expect(queued).toHaveAttribute('aria-pressed', 'false');
    for (const name of [/Processing/, /Arrivals/, /Completions/]) {
      fireEvent.click(screen.getByRole('button', { name }));
    }
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
    fireEvent.click(queued);
    expect(screen.getByRole('img', { name: /Queue by state/ })).toBeInTheDocument();
  });

  it('leaves out the second chart, the legend and the sentence where there is no room', () => {
    render(<QueueChartPanel {...panelProps([samples(61)], defaults, { height: 90 })} />);
    expect(screen.getAllByRole('img')).toHaveLength(1);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    expect(screen.queryByRole('status')).not.toBeInTheDocument();
  });

  it('draws a single sample', () => {
    render(<QueueChartPanel {...panelProps([samples(1)], defaults)} />);
    expect(screen.getByRole('status')).toHaveTextContent('Too few samples');
    expect(screen.getByRole('img', { name: /Queue by state/ })).toBeInTheDocument();
  });

  it('says what it expects when there are no samples, and what is missing when there is no time', () => {
    const { unmount } = render(<QueueChartPanel {...panelProps([], defaults)} />);
    expect(screen.getByText(/samples over time/)).toBeInTheDocument();
    unmount();
    const frame = createDataFrame({ fields: [{ name: 'queued', type: FieldType.number, values: [1] }] });
    render(<QueueChartPanel {...panelProps([frame], defaults)} />);
    expect(screen.getByText('No field for Time')).toBeInTheDocument();
  });
});
