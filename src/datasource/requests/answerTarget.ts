import type { DataFrame } from '@grafana/data';
import { parseAnnotationColumns } from '../annotations/AnnotationColumns';
import { toEvents } from '../annotations/toEvents';
import { answer, type AnswerContext } from '../answer';
import type { ScrapewatchQuery } from '../query/model';
import { withCellFilters } from './withCellFilters';

/** The frames of one of Grafana's targets: events when it is an annotation, else frames whose cells can be filtered by. */
export async function answerTarget(target: ScrapewatchQuery, context: AnswerContext): Promise<DataFrame[]> {
  const columns = parseAnnotationColumns(target);
  if (!columns) {
    return withCellFilters(await answer(target, context));
  }
  const frames = await answer(target, { ...context, unshaped: true });
  return frames.map((frame) => toEvents(frame, columns, context.range));
}
