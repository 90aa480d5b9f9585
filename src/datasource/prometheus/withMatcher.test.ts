import { describe, expect, it } from 'vitest';
import { withMatcher } from './withMatcher';

const one = (expr: string) => withMatcher(expr, 'worker', ['a']);

describe('a matcher for the rows’ values', () => {
  it.each([
    ['memory_bytes', 'memory_bytes{worker=~"a"}'],
    ['memory_bytes{}', 'memory_bytes{worker=~"a"}'],
    ['memory_bytes{job="x"}', 'memory_bytes{job="x",worker=~"a"}'],
    ['memory_bytes{job="x",}', 'memory_bytes{job="x",worker=~"a"}'],
    ['{__name__="memory_bytes"}', '{__name__="memory_bytes",worker=~"a"}'],
    ['memory_bytes{note="} {"}', 'memory_bytes{note="} {",worker=~"a"}'],
    [
      'rate(cpu_seconds_total{job=~"$job"}[$__rate_interval])',
      'rate(cpu_seconds_total{job=~"$job",worker=~"a"}[$__rate_interval])',
    ],
    ['sum by (worker) (rate(cpu[5m] offset 1h)) * 100', 'sum by (worker) (rate(cpu{worker=~"a"}[5m] offset 1h)) * 100'],
    ['sum(memory_bytes) by (worker) / 1024', 'sum(memory_bytes{worker=~"a"}) by (worker) / 1024'],
    ['max_over_time(rate(cpu[5m])[1h:1m]) > bool 1e3', 'max_over_time(rate(cpu{worker=~"a"}[5m])[1h:1m]) > bool 1e3'],
    ['# the memory of\nmemory_bytes @ end()', '# the memory of\nmemory_bytes{worker=~"a"} @ end()'],
    [
      'histogram_quantile(0.9, sum by (le, worker) (rate(took_bucket[5m])))',
      'histogram_quantile(0.9, sum by (le, worker) (rate(took_bucket{worker=~"a"}[5m])))',
    ],
  ])('%s keeps its meaning', (expr, expected) => {
    expect(one(expr)).toBe(expected);
  });

  it.each([
    ['several selectors', 'a / b'],
    ['labels from another series', 'a * on(instance) group_left(worker) b'],
    ['labels that are made', 'label_replace(a, "worker", "$1", "host", "(.*)")'],
    ['the largest of all', 'topk(3, a)'],
    ['what is absent', 'absent(a)'],
    ['a variable that may be anything', '$metric'],
    ['an older form of a variable', '[[metric]]'],
    ['a variable as the name of a metric', 'scrape_$kind'],
    ['a variable for whole matchers', 'a{$matchers}'],
    ['no selector at all', 'vector(1)'],
    ['a selector that does not end', 'a{job="x"'],
  ])('is not added with %s', (_, expr) => {
    expect(one(expr)).toBeUndefined();
  });

  it('takes every value as plain text', () => {
    expect(withMatcher('a', 'worker', ['w.1|x', 'C:\\w', 'say "w"', '(w)'])).toBe(
      String.raw`a{worker=~"w\\.1\\|x|C:\\\\w|say \"w\"|\\(w\\)"}`
    );
  });

  it.each([
    ['a value that Grafana would read as a variable', 'worker', ['$w']],
    ['a value of two lines', 'worker', ['a\nb']],
    ['a label that needs quotes', 'worker.name', ['a']],
    ['no values', 'worker', []],
    ['very many values', 'worker', Array.from({ length: 1000 }, (_, n) => `worker-${n}`)],
  ])('is left out for %s', (_, label, values) => {
    expect(withMatcher('a', label, values)).toBeUndefined();
  });
});
