import { beforeAll, describe, expect, it } from 'vitest';
import { serviceHistoryOpenMetrics } from './serviceHistory';

const to = new Date('2026-11-20T12:00:00Z');
const past = {
  from: new Date(to.getTime() - 48 * 3_600_000),
  to,
  stepSeconds: 30,
  seed: 1,
  labels: { job: 'deal-scout', instance: '127.0.0.1:9464' },
};

interface Sample {
  series: string;
  value: number;
  time: number;
}

let text: string;
let samples: Sample[];
let bySeries: Map<string, Sample[]>;

beforeAll(() => {
  text = serviceHistoryOpenMetrics(past);
  samples = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const match = /^([a-z_]+\{[^}]*(?:\{id\}[^}]*)?\}) (\S+) (\d+)$/.exec(line);
      if (!match) {
        throw new Error(`Not a sample: ${line}`);
      }
      return { series: match[1] ?? '', value: Number(match[2]), time: Number(match[3]) };
    });
  bySeries = groupBySeries(samples);
});

function groupBySeries(list: Sample[]): Map<string, Sample[]> {
  const groups = new Map<string, Sample[]>();
  for (const sample of list) {
    const group = groups.get(sample.series) ?? [];
    group.push(sample);
    groups.set(sample.series, group);
  }
  return groups;
}

describe('serviceHistoryOpenMetrics', () => {
  it('ends with # EOF and stays below 20 MB for 48 hours', () => {
    expect(text.endsWith('\n# EOF\n')).toBe(true);
    expect(Buffer.byteLength(text)).toBeLessThan(20_000_000);
  });

  it('writes every series in one piece, in time order, up to the last minute', () => {
    const seen = new Set<string>();
    let current = '';
    for (const { series } of samples) {
      if (series !== current) {
        expect(seen.has(series)).toBe(false);
        seen.add(series);
        current = series;
      }
    }
    for (const list of bySeries.values()) {
      expect(list.every(({ time }, index) => index === 0 || time > (list[index - 1]?.time ?? 0))).toBe(true);
      expect(to.getTime() / 1000 - (list.at(-1)?.time ?? 0)).toBeLessThanOrEqual(30);
    }
  });

  it('declares each family before its samples, counters without _total', () => {
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => `${name} ${type}`);
    expect(types).toEqual([
      'deal_scout_requests counter',
      'deal_scout_request_duration_seconds histogram',
      'celery_task counter',
      'celery_task_duration_seconds histogram',
      'celery_queue_length gauge',
      'process_resident_memory_bytes gauge',
      'process_cpu_seconds counter',
      'process_start_time_seconds gauge',
    ]);
  });

  it('never lets a counter fall, nor a bucket hold less than the one before', () => {
    for (const [series, list] of bySeries) {
      if (/_total|_bucket|_count|_sum/.test(series)) {
        expect(list.every(({ value }, index) => index === 0 || value >= (list[index - 1]?.value ?? 0))).toBe(true);
      }
    }
    const buckets = [...bySeries].filter(([series]) => /^deal_scout.*_bucket\{route="\/api\/v1\/search"/.test(series));
    const last = buckets.map(([, list]) => list.at(-1)?.value ?? NaN);
    expect(last).toHaveLength(8);
    expect(last).toEqual([...last].sort((a, b) => a - b));
  });

  it('labels every series with system, environment and what the scrape adds', () => {
    for (const series of bySeries.keys()) {
      expect(series).toContain('system="DSC"');
      expect(series).toContain('environment="prod"');
      expect(series).toContain('job="deal-scout"');
    }
  });

  it('fails one request in some hundred, in bursts', () => {
    const sum = (status: string): number =>
      [...bySeries]
        .filter(([series]) => series.startsWith('deal_scout_requests_total') && series.includes(`status="${status}"`))
        .reduce((total, [, list]) => total + (list.at(-1)?.value ?? 0), 0);
    const ratio = sum('500') / (sum('200') + sum('404') + sum('401') + sum('422') + sum('500'));
    expect(ratio).toBeGreaterThan(0.0003);
    expect(ratio).toBeLessThan(0.005);
  });

  it('is the same for the same seed and another for another', () => {
    const hour = { ...past, from: new Date(to.getTime() - 3_600_000) };
    expect(serviceHistoryOpenMetrics(hour)).toBe(serviceHistoryOpenMetrics(hour));
    expect(serviceHistoryOpenMetrics({ ...hour, seed: 2 })).not.toBe(serviceHistoryOpenMetrics(hour));
  });

  it('refuses a step of nothing', () => {
    expect(() => serviceHistoryOpenMetrics({ ...past, stepSeconds: 0 })).toThrow('above 0');
  });
});
