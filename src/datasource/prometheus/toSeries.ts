import { FieldType, type DataFrame, type Field, type Labels } from '@grafana/data';

/** One series of samples, the oldest first. */
export interface Series {
  labels: Labels;
  /** Epoch milliseconds. */
  times: number[];
  values: Array<number | null>;
  unit?: string;
}

/** The series in frames of either form: one column of numbers a series, or rows whose text columns are the labels. */
export function toSeries(frames: DataFrame[]): Series[] {
  return frames.flatMap((frame) => {
    const time = frame.fields.find(({ type }) => type === FieldType.time);
    const numbers = frame.fields.filter(({ type }) => type === FieldType.number);
    const texts = frame.fields.filter(({ type }) => type === FieldType.string);
    if (!time) {
      return [];
    }
    return texts.length > 0 ? numbers.flatMap((field) => fromRows(time, field, texts)) : fromColumns(time, numbers);
  });
}

function fromColumns(time: Field, numbers: Field[]): Series[] {
  return numbers.map(({ labels = {}, values, config }) => ({
    labels,
    times: time.values,
    values,
    unit: config.unit,
  }));
}

function fromRows(time: Field, { values, config }: Field, texts: Field[]): Series[] {
  const found = new Map<string, Series>();
  values.forEach((value: number | null, row: number) => {
    const labels: Labels = {};
    for (const { name, values: words } of texts) {
      if (words[row]) {
        labels[name] = String(words[row]);
      }
    }
    const key = JSON.stringify(labels);
    const series = found.get(key) ?? { labels, times: [], values: [], unit: config.unit };
    series.times.push(time.values[row]);
    series.values.push(value);
    found.set(key, series);
  });
  return [...found.values()];
}
