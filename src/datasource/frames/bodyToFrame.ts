import type { DataFrame } from '@grafana/data';
import type { Column } from '../query/columnTypes';
import { FrameBuilder, type FrameOptions } from './FrameBuilder';
import { toRows } from './toRows';

/** The frame of an answer's text; throws a SyntaxError when it is not JSON and a Fault when it holds no rows. */
export function bodyToFrame(
  text: string,
  columns: Column[] = [],
  options: Omit<FrameOptions, 'columns'> = {}
): DataFrame {
  const builder = new FrameBuilder({ ...options, columns });
  builder.add(toRows(JSON.parse(text), 'value'));
  return builder.build();
}
