import type { Field } from '@grafana/data';

/** One bar. Null where the data has nothing. */
export interface CoverageRow {
  key: string;
  name: string;
  value: number | null;
  target: number | null;
  trend: number | null;
  /** The field that formats and colours the value. */
  valueField: Field;
  /** Where this row's data links are. */
  linkFields: Field[];
  rowIndex: number;
}
