import type { AnnotationQuery as SavedAnnotation, AnnotationSupport } from '@grafana/data';
import { lazyForm } from '../editor/lazyComponent';
import type { ScrapewatchQuery } from '../query/model';
import { annotationQuery, defaultAnnotation } from './defaultAnnotation';
import { parseAnnotationColumns, type AnnotationQuery } from './AnnotationColumns';
import type { AnnotationEditorProps } from './AnnotationEditor';

/**
 * Any query as annotations. Grafana gives `query()` the target alone, without data source, panel or dashboard, so the target
 * itself says that its rows are events.
 */
export function annotationSupport(): AnnotationSupport<ScrapewatchQuery> {
  return {
    QueryEditor: lazyForm<AnnotationEditorProps>(async () => (await import('./AnnotationEditor')).AnnotationEditor),
    getDefaultQuery: () => defaultAnnotation,
    prepareQuery: ({ target }: SavedAnnotation<ScrapewatchQuery>): AnnotationQuery => {
      const query = annotationQuery(target);
      return { ...query, live: undefined, annotation: parseAnnotationColumns(query) ?? {} };
    },
  };
}
