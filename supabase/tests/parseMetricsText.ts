export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

const metricName = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const helpLine = new RegExp(`^# HELP (${metricName}) ((?:[^\\\\\\n]|\\\\\\\\|\\\\n)*)$`);
const typeLine = new RegExp(`^# TYPE (${metricName}) (counter|gauge|histogram|summary|untyped)$`);
const sampleLine = new RegExp(`^(${metricName})(?:\\{(.*)\\})? ([^ ]+)$`, 's');
const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\\\|\\"|\\n)*)"(?:,|$)/y;

/**
 * Reads the text format as strictly as its description (https://prometheus.io/docs/instrumenting/exposition_formats/):
 * HELP and TYPE once and before the samples, samples of a family together, no series twice, nothing unescaped.
 * @throws naming the line that is wrong
 */
export function parseMetricsText(text: string): Sample[] {
  if (!text.endsWith('\n')) {
    throw new Error('The last line does not end');
  }
  const samples: Sample[] = [];
  const families = new Set<string>();
  const helped = new Set<string>();
  const series = new Set<string>();
  let family = '';
  text
    .slice(0, -1)
    .split('\n')
    .forEach((line, index) => {
      const wrong = (why: string) => new Error(`Line ${index + 1}: ${why}: ${line.slice(0, 200)}`);
      const [, helpOf] = helpLine.exec(line) ?? [];
      const [, typeOf] = typeLine.exec(line) ?? [];
      if (helpOf) {
        if (helped.has(helpOf) || families.has(helpOf)) {
          throw wrong('HELP twice or too late');
        }
        helped.add(helpOf);
        return;
      }
      if (typeOf) {
        if (families.has(typeOf)) {
          throw wrong('TYPE twice, or a family in two places');
        }
        families.add(typeOf);
        family = typeOf;
        return;
      }
      const [, name = '', labelText, valueText = ''] = sampleLine.exec(line) ?? [];
      if (name !== family || !helped.has(family)) {
        throw wrong('neither HELP, TYPE nor a sample of the family before it');
      }
      const sample = { name, labels: parseLabels(labelText, wrong), value: parseValue(valueText, wrong) };
      const identity = JSON.stringify([name, Object.entries(sample.labels).sort()]);
      if (series.has(identity)) {
        throw wrong('a series twice');
      }
      series.add(identity);
      samples.push(sample);
    });
  return samples;
}

function parseLabels(text: string | undefined, wrong: (why: string) => Error): Record<string, string> {
  const labels: Record<string, string> = {};
  let at = 0;
  while (text !== undefined && at < text.length) {
    label.lastIndex = at;
    const [whole, name = '', value = ''] = label.exec(text) ?? [];
    if (!whole || name in labels) {
      throw wrong(`labels cannot be read from character ${at}`);
    }
    labels[name] = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
    at = label.lastIndex;
  }
  return labels;
}

function parseValue(text: string, wrong: (why: string) => Error): number {
  if (!/^(?:NaN|[+-]?Inf|[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)$/.test(text)) {
    throw wrong('no value');
  }
  return Number(text.replace('Inf', 'Infinity'));
}
