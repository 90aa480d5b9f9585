import type { DataFrame } from '@grafana/data';
import type { Column } from '../query/columnTypes';
import { toFrame, type FrameOptions } from './toFrame';
import { toRows } from './toRows';

/** The frame of an answer's text; throws a SyntaxError when it is not JSON and a Fault when it holds no rows. */
export function bodyToFrame(
  text: string,
  columns: Column[] = [],
  options: Omit<FrameOptions, 'columns'> = {}
): DataFrame {
  const body: unknown = JSON.parse(text);
  return toFrame(toRows(body, 'value'), { ...options, columns });
}
