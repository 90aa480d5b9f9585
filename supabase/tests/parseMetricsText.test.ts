import { describe, expect, it } from 'vitest';
import { parseMetricsText } from './parseMetricsText';

const head = '# HELP up Is it up.\n# TYPE up gauge\n';

describe('parseMetricsText', () => {
  it('gives labels as they were before they were escaped', () => {
    expect(parseMetricsText(`${head}up{a="x\\"} 1\\n\\\\n",b=""} 1.5e3\nup -Inf\n`)).toEqual([
      { name: 'up', labels: { a: 'x"} 1\n\\n', b: '' }, value: 1500 },
      { name: 'up', labels: {}, value: -Infinity },
    ]);
  });

  it.each([
    ['a quote that is not escaped', `${head}up{a="x"y"} 1\n`],
    ['a line break in a label', `${head}up{a="x\ny"} 1\n`],
    ['an unknown escape', `${head}up{a="\\t"} 1\n`],
    ['a series twice', `${head}up{a="1",b="2"} 1\nup{b="2",a="1"} 2\n`],
    ['a sample of another family', `${head}down 1\n`],
    ['a family in two places', `${head}up 1\n# HELP b B.\n# TYPE b gauge\nb 1\n# TYPE up gauge\nup{a="1"} 1\n`],
    ['no value', `${head}up{a="1"} one\n`],
    ['an empty line', `${head}\nup 1\n`],
    ['no end of the last line', `${head}up 1`],
  ])('refuses %s', (_, text) => {
    expect(() => parseMetricsText(text)).toThrow();
  });
});
