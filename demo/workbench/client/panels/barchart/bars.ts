import {
  FieldType,
  formattedValueToString,
  getDisplayProcessor,
  getFieldDisplayName,
  getFieldSeriesColor,
  type DataFrame,
  type Field,
  type GrafanaTheme2,
} from '@grafana/data';

export interface Bar {
  series: string;
  value: number;
  text: string;
  color: string;
}

export interface BarGroup {
  label: string;
  bars: Bar[];
}

export interface Bars {
  groups: BarGroup[];
  /** Ends of the value axis; always contains 0. */
  min: number;
  max: number;
  series: Array<{ name: string; color: string }>;
}

/**
 * One group a row, one bar a number field. The names come from `xField`, else from the first text field, else from time.
 * @returns undefined when the frame has no number or nothing to name the rows by
 */
export function toBars(frame: DataFrame, theme: GrafanaTheme2, xField?: string): Bars | undefined {
  const names = namingField(frame, xField);
  const values = frame.fields.filter((field) => field !== names && field.type === FieldType.number && !isHidden(field));
  if (!names || values.length === 0 || frame.length === 0) {
    return undefined;
  }
  const nameDisplay = names.display ?? getDisplayProcessor({ field: names, theme });
  const groups = Array.from({ length: frame.length }, (_, row) => ({
    label: formattedValueToString(nameDisplay(names.values[row])),
    bars: values.map((field) => toBar(field, row, frame, theme)),
  }));
  const numbers = groups.flatMap(({ bars }) => bars.map(({ value }) => value)).filter(Number.isFinite);
  const [first] = values;
  return {
    groups,
    min: first?.config.min ?? Math.min(0, ...numbers),
    max: first?.config.max ?? Math.max(0, ...numbers),
    series: values.map((field) => ({
      name: getFieldDisplayName(field, frame),
      color: getFieldSeriesColor(field, theme).color,
    })),
  };
}

function namingField({ fields }: DataFrame, xField: string | undefined): Field | undefined {
  const named = xField ? fields.find(({ name }) => name === xField) : undefined;
  return (
    named ?? fields.find(({ type }) => type === FieldType.string) ?? fields.find(({ type }) => type === FieldType.time)
  );
}

function isHidden({ config }: Field): boolean {
  return config.custom?.hideFrom?.viz === true;
}

function toBar(field: Field, row: number, frame: DataFrame, theme: GrafanaTheme2): Bar {
  const display = (field.display ?? getDisplayProcessor({ field, theme }))(field.values[row]);
  const isByValue = field.config.color?.mode === 'thresholds' || field.config.color?.mode.startsWith('continuous');
  return {
    series: getFieldDisplayName(field, frame),
    value: Number(field.values[row] ?? Number.NaN),
    text: formattedValueToString(display),
    color: (isByValue && display.color) || getFieldSeriesColor(field, theme).color,
  };
}
