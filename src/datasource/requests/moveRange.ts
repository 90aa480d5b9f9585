import { dateMath, type DataQueryRequest } from '@grafana/data';

/** The request with a relative time range, such as the last hour, as of now; a fixed one stays. */
export function moveRange<Request extends Partial<DataQueryRequest>>(request: Request): Request {
  const { range, timezone } = request;
  if (!range || (typeof range.raw.from !== 'string' && typeof range.raw.to !== 'string')) {
    return request;
  }
  const from = typeof range.raw.from === 'string' ? dateMath.parse(range.raw.from, false, timezone) : range.from;
  const to = typeof range.raw.to === 'string' ? dateMath.parse(range.raw.to, true, timezone) : range.to;
  return from?.isValid() && to?.isValid() ? { ...request, range: { ...range, from, to } } : request;
}
