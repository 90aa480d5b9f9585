/** Prometheus takes long queries by POST; these are the ones that read. */
const readingPosts = ['api/v1/query', 'api/v1/query_range', 'api/v1/query_exemplars', 'api/v1/series', 'api/v1/labels'];

/**
 * Why an un-routed request to a Prometheus data source is refused, or undefined. Grafana forwards what is not routed,
 * except that on Prometheus nobody may write: no PUT, no DELETE, and POST only where POST asks a question.
 */
export function prometheusRefusal(type: string, method: string, path: string): string | undefined {
  if (type !== 'prometheus') {
    return undefined;
  }
  const writes = method === 'PUT' || method === 'DELETE' || method === 'PATCH' || method === 'POST';
  if (!writes || (method === 'POST' && readingPosts.includes(path))) {
    return undefined;
  }
  return `non allow-listed ${method}s not allowed on proxied Prometheus datasource`;
}
