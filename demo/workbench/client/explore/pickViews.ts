import { FieldType, type DataFrame } from '@grafana/data';

export interface Views {
  graph: DataFrame[];
  logs: DataFrame[];
  table: DataFrame[];
}

/**
 * How Explore shows each frame: what the data source prefers, else a graph where time has numbers, else a table.
 * A graph's figures are in the table too when there are few enough to read.
 */
export function pickViews(frames: DataFrame[]): Views {
  const views: Views = { graph: [], logs: [], table: [] };
  for (const frame of frames) {
    views[viewOf(frame)].push(frame);
  }
  return views;
}

function viewOf({ meta, fields, length }: DataFrame): keyof Views {
  const preferred: string | undefined = meta?.preferredVisualisationType;
  if (preferred === 'logs' || meta?.type === 'log-lines') {
    return 'logs';
  }
  if (preferred === 'table') {
    return 'table';
  }
  const has = (type: FieldType) => fields.some((field) => field.type === type);
  const isSeries = has(FieldType.time) && has(FieldType.number) && !has(FieldType.string) && length > 1;
  return preferred === 'graph' || isSeries ? 'graph' : 'table';
}
