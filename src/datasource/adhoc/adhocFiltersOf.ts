import type { DataQueryRequest } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { filtersIn } from '../../shared/featureDetected';
import { parseAdhocFilters, type AdhocFilter } from './AdhocFilter';

/**
 * The ad-hoc conditions that a request is under. Grafana 10.1 does not put them into it; its template service knows them,
 * by the data source's uid also where the variable points at `${ds}`.
 */
export function adhocFiltersOf(request: Partial<DataQueryRequest>, uid: string): AdhocFilter[] {
  const filters = filtersIn(request);
  if (filters !== undefined) {
    return parseAdhocFilters(filters);
  }
  const service: object = getTemplateSrv();
  return 'getAdhocFilters' in service && typeof service.getAdhocFilters === 'function'
    ? parseAdhocFilters(service.getAdhocFilters(uid))
    : [];
}
