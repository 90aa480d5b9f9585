import { createDataFrame, FieldType, MappingType, ThresholdsMode, type DataFrame } from '@grafana/data';
import { render, screen, within } from '@testing-library/react';
import React from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { panelProps } from '../testing/panelProps';
import { defaults } from './options';
import { ScraperCardsPanel } from './ScraperCardsPanel';

const NOW = Date.parse('2026-11-21T06:00:00Z');
const redAbove5 = {
  mode: ThresholdsMode.Absolute,
  steps: [
    { value: -Infinity, color: '#00ff00' },
    { value: 0.05, color: '#ff0000' },
  ],
};

function scrapers(count: number): DataFrame {
  const ids = Array.from({ length: count }, (_, index) => index);
  const fill = <T,>(value: T) => ids.map(() => value);
  const frame = createDataFrame({
    fields: [
      { name: 'scraper', type: FieldType.string, values: ids.map((id) => `scraper ${id}`) },
      { name: 'system', type: FieldType.string, values: fill('IGM') },
      { name: 'environment', type: FieldType.string, values: fill('prod') },
      { name: 'status', type: FieldType.string, values: ids.map((id) => (id === 1 ? 'error' : 'running')) },
      {
        name: 'uptime_seconds',
        type: FieldType.number,
        values: fill(7200),
        config: { unit: 's', displayName: 'Uptime' },
      },
      { name: 'last_run_at', type: FieldType.time, values: fill(NOW - 720_000), config: { displayName: 'Last run' } },
      {
        name: 'error_rate',
        type: FieldType.number,
        values: fill(0.06),
        config: {
          unit: 'percentunit',
          displayName: 'Error rate',
          thresholds: redAbove5,
          color: { mode: 'thresholds' },
        },
      },
      {
        name: 'memory_bytes',
        type: FieldType.number,
        values: fill(1_048_576),
        config: { unit: 'bytes', displayName: 'Memory' },
      },
      {
        name: 'last_error',
        type: FieldType.string,
        values: ids.map((id) => (id === 1 ? 'challenge required' : null)),
        config: { links: [{ title: 'Error log', url: '' }] },
      },
    ],
  });
  const last = frame.fields[frame.fields.length - 1];
  last.getLinks = ({ valueRowIndex }) => [
    { title: 'Error log', href: `/explore?row=${valueRowIndex}`, target: undefined, origin: last },
  ];
  return frame;
}

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

describe('ScraperCardsPanel', () => {
  it('A7 shows status as a word and figures in their units, the failing scraper first', () => {
    render(<ScraperCardsPanel {...panelProps([scrapers(3)], defaults)} />);
    const [first] = screen.getAllByRole('article');
    expect(first).toHaveAccessibleName('scraper 1');
    expect(within(first).getByText('error')).toBeInTheDocument();
    expect(within(first).getByText('IGM · prod')).toBeInTheDocument();
    const figure = (label: string) => within(first).getByText(label).nextElementSibling?.textContent;
    expect([figure('Uptime'), figure('Last run'), figure('Error rate'), figure('Memory')]).toEqual([
      '2 hours',
      '12 min ago',
      '6%',
      '1 MiB',
    ]);
  });

  it('A7 shows the last error and links to its log, with the row it had in the data', () => {
    render(<ScraperCardsPanel {...panelProps([scrapers(3)], defaults)} />);
    const [first] = screen.getAllByRole('article');
    expect(within(first).getByText('challenge required')).toBeInTheDocument();
    expect(within(first).getByRole('link', { name: 'Error log' })).toHaveAttribute('href', '/explore?row=1');
  });

  it('A7 shows two links side by side, and more of them in a menu', () => {
    const frame = scrapers(1);
    const last = frame.fields[frame.fields.length - 1];
    const link = (title: string) => ({ title, href: '/x', target: undefined, origin: last });
    last.getLinks = () => [link('Log'), link('Runs')];
    const { unmount } = render(<ScraperCardsPanel {...panelProps([frame], defaults)} />);
    expect(screen.getAllByRole('link').map((anchor) => anchor.textContent)).toEqual(['Log', 'Runs']);
    unmount();
    last.getLinks = () => [link('Log'), link('Runs'), link('Card')];
    render(<ScraperCardsPanel {...panelProps([frame], defaults)} />);
    expect(screen.getByRole('button', { name: 'Links' })).toHaveAttribute('aria-haspopup', 'menu');
  });

  it('A12 says how many run and how many fail', () => {
    render(<ScraperCardsPanel {...panelProps([scrapers(12)], defaults)} />);
    expect(screen.getByRole('status')).toHaveTextContent('1 error');
    expect(screen.getByRole('status')).toHaveTextContent('11 running');
  });

  it('colours only figures whose field has thresholds', () => {
    render(<ScraperCardsPanel {...panelProps([scrapers(1)], defaults)} />);
    expect(screen.getByText('6%')).toHaveStyle({ color: '#ff0000' });
    expect(screen.getByText('1 MiB')).not.toHaveAttribute('style');
  });

  it('honours a value mapping of the status field', () => {
    const frame = scrapers(1);
    const mappings = [
      { type: MappingType.ValueToText as const, options: { running: { text: 'at work', color: '#0000ff' } } },
    ];
    frame.fields[3].config = { mappings };
    render(<ScraperCardsPanel {...panelProps([frame], defaults)} />);
    expect(screen.getByText('at work')).toHaveStyle({ color: '#0000ff' });
  });

  it('A7 keeps the document small with 1,000 scrapers', () => {
    const { container } = render(
      <ScraperCardsPanel {...panelProps([scrapers(1000)], defaults, { width: 1400, height: 900 })} />
    );
    expect(screen.getAllByRole('article').length).toBeLessThan(80);
    expect(container.querySelectorAll('*').length).toBeLessThan(3000);
  });

  it('offers no control that does nothing', () => {
    render(<ScraperCardsPanel {...panelProps([scrapers(3)], defaults)} />);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('says what it expects when there are no rows', () => {
    render(<ScraperCardsPanel {...panelProps([], defaults)} />);
    expect(screen.getByText(/a row for each scraper/)).toBeInTheDocument();
  });
});
