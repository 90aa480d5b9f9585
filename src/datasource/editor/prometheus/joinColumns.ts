import { FieldType, type PanelData, type SelectableValue } from '@grafana/data';
import { toKind } from '../../query/columnTypes';
import type { Join } from '../../query/model';
import type { Schema } from '../../schema/Schema';

interface Known {
  discovered: Schema | undefined;
  schemas: string[];
  data?: PanelData;
}

interface Offered {
  all: Array<SelectableValue<string>>;
  /** Those that can say when a row begins or ends. */
  times: Array<SelectableValue<string>>;
}

/** The columns that the rows will have: those of the last answer, else those that discovery knows. */
export function joinColumns(rows: Join['rows'], { discovered, schemas, data }: Known): Offered {
  const answered = fromAnswer(rows.refId, data);
  return answered.all.length > 0 ? answered : fromDiscovery(rows, discovered, schemas);
}

function fromAnswer(refId: string, data: PanelData | undefined): Offered {
  const fields = data?.series.filter((frame) => frame.refId === refId).flatMap((frame) => frame.fields) ?? [];
  return {
    all: fields.map(({ name }) => ({ label: name, value: name })),
    times: fields.filter(({ type }) => type === FieldType.time).map(({ name }) => ({ label: name, value: name })),
  };
}

function fromDiscovery(rows: Join['rows'], discovered: Schema | undefined, schemas: string[]): Offered {
  if (rows.queryType !== 'table') {
    return { all: [], times: [] };
  }
  const schema = rows.schema ?? schemas[0];
  const table = discovered?.tables.find((each) => each.schema === schema && each.name === rows.table);
  const columns = table?.columns ?? [];
  const toOption = ({ name, type, comment }: (typeof columns)[number]) => ({
    label: name,
    value: name,
    description: comment ?? type,
  });
  return { all: columns.map(toOption), times: columns.filter(({ type }) => toKind(type) === 'time').map(toOption) };
}
