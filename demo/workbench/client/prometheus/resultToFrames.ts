import { createDataFrame, FieldType, renderLegendFormat, type DataFrame, type Field, type Labels } from '@grafana/data';
import { ResponseType, type InstantVector, type QueryResult, type RangeVector } from 'prometheus-query';
import type { PrometheusQuery } from './model';

interface Asked {
  query: PrometheusQuery;
  /** The expression with its variables filled in, for the inspector. */
  executed: string;
  /** Seconds; tells the graph which gaps are missing samples. */
  step: number;
}

type Vector = RangeVector | InstantVector;

/** Prometheus' answer as frames: a frame a series, or for `format: "table"` one frame with a column a label. */
export function resultToFrames({ resultType, result }: QueryResult, asked: Asked): DataFrame[] {
  if (resultType === ResponseType.SCALAR || resultType === ResponseType.STRING) {
    const [time, value] = result as [number, string];
    return [seriesFrame({}, [time * 1000], [Number(value)], asked)];
  }
  const vectors = result as Vector[];
  if (asked.query.format === 'table') {
    return [tableFrame(vectors, asked)];
  }
  return vectors.map((vector) => {
    const samples = samplesOf(vector);
    const times = samples.map(({ time }) => time.valueOf());
    return seriesFrame(
      labelsOf(vector),
      times,
      samples.map(({ value }) => value),
      asked
    );
  });
}

function seriesFrame(labels: Labels, times: number[], values: number[], asked: Asked): DataFrame {
  const { query, executed, step } = asked;
  const name = legend(labels, query.legendFormat);
  return createDataFrame({
    refId: query.refId,
    name,
    meta: { executedQueryString: executed },
    fields: [
      { name: 'Time', type: FieldType.time, values: times, config: { interval: step * 1000 } },
      { name: 'Value', type: FieldType.number, values, labels, config: name ? { displayNameFromDS: name } : {} },
    ],
  });
}

function tableFrame(vectors: Vector[], { query, executed }: Asked): DataFrame {
  const rows = vectors.flatMap((vector) =>
    samplesOf(vector).map((sample) => ({ labels: labelsOf(vector), ...sample }))
  );
  const names = [...new Set(rows.flatMap(({ labels }) => Object.keys(labels)))].sort();
  const fields: Array<Partial<Field> & { name: string }> = [
    { name: 'Time', type: FieldType.time, values: rows.map(({ time }) => time.valueOf()) },
    ...names.map((name) => ({ name, type: FieldType.string, values: rows.map(({ labels }) => labels[name] ?? null) })),
    { name: 'Value', type: FieldType.number, values: rows.map(({ value }) => value) },
  ];
  return createDataFrame({
    refId: query.refId,
    meta: { executedQueryString: executed, preferredVisualisationType: 'table' },
    fields,
  });
}

function legend(labels: Labels, format: string | undefined): string | undefined {
  if (!format || format === '__auto') {
    return undefined;
  }
  return renderLegendFormat(format, labels);
}

function labelsOf({ metric }: Vector): Labels {
  if (!metric) {
    return {};
  }
  const labels = metric.labels as Labels;
  return metric.name ? { __name__: metric.name, ...labels } : labels;
}

interface Sample {
  time: Date;
  value: number;
}

function samplesOf(vector: Vector): Sample[] {
  return 'values' in vector ? (vector.values as Sample[]) : [vector.value as Sample];
}
