import type { DataFrame } from '@grafana/data';
import type { Column } from '../query/columnTypes';
import { FrameBuilder, type FrameOptions } from './FrameBuilder';
import { readPage } from './readPage';

/** The frame of an answer's text; throws a SyntaxError when it is not JSON and a Fault when it holds no rows. */
export function bodyToFrame(
  text: string,
  columns: Column[] = [],
  options: Omit<FrameOptions, 'columns'> = {}
): DataFrame {
  const builder = new FrameBuilder({ ...options, columns });
  builder.add(readPage(text, 'value', (column) => builder.kindOf(column)));
  return builder.build();
}
