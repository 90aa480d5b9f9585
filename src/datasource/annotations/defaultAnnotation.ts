import type { ScrapewatchQuery } from '../query/model';
import { variableArgs } from '../query/presets';
import type { AnnotationQuery } from './AnnotationColumns';

/** What a new annotation shows. */
export const defaultAnnotation: AnnotationQuery = {
  refId: 'Anno',
  version: 2,
  queryType: 'preset',
  preset: 'deployments',
  args: variableArgs('deployments'),
  annotation: {},
};

/** What an annotation asks: its target, unless it is new and has none, or one that only has a name. */
export function annotationQuery(target: Partial<ScrapewatchQuery> | undefined): AnnotationQuery {
  return isChosen(target) ? target : { ...defaultAnnotation, refId: target?.refId || defaultAnnotation.refId };
}

function isChosen(target: Partial<ScrapewatchQuery> | undefined): target is AnnotationQuery {
  return Boolean(target?.queryType);
}
