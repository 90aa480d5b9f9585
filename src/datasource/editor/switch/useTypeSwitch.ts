import { useRef, useState } from 'react';
import type { QueryType, ScrapewatchQuery } from '../../query/model';
import { isUntouched, lossOf, switchQuery, textOf, type Switched } from './switchQuery';

export interface TypeSwitch {
  /** A switch that would lose something, to be confirmed or not; undefined: there is none. */
  pending: Switched | undefined;
  ask: (type: QueryType) => void;
  /** Takes over an example; one that was taken over before gives way to it, anything else is asked for. */
  take: (example: ScrapewatchQuery) => void;
  confirm: () => void;
  cancel: () => void;
}

/**
 * Switches the type of a query. What it was before comes back when it is switched back, unless what it became was
 * changed and can be carried over; what would be lost is shown before.
 */
export function useTypeSwitch(query: ScrapewatchQuery, onChange: (query: ScrapewatchQuery) => void): TypeSwitch {
  const left = useRef(new Map<QueryType, { query: ScrapewatchQuery; became: string }>());
  const given = useRef('');
  const [pending, setPending] = useState<Switched>();
  const go = (switched: Switched) => {
    if (!isUntouched(query)) {
      left.current.set(query.queryType, { query, became: textOf(switched.query) });
    }
    setPending(undefined);
    onChange(switched.query);
  };
  const ask = (type: QueryType) => {
    if (type === query.queryType) {
      setPending(undefined);
      return;
    }
    const before = left.current.get(type);
    const restored = before && { ...before.query, refId: query.refId };
    if (restored && before.became === textOf(query)) {
      go({ query: restored, losses: [], carried: true });
      return;
    }
    const switched = switchQuery(query, type);
    const next = restored && !switched.carried ? { ...switched, query: restored } : switched;
    if (next.losses.length > 0) {
      setPending(next);
    } else {
      go(next);
    }
  };
  const take = (example: ScrapewatchQuery) => {
    const { refId, datasource, hide, key } = query;
    const taken = { ...example, refId, datasource, hide, key };
    const isOurs = isUntouched(query) || given.current === textOf(query);
    given.current = textOf(taken);
    if (isOurs) {
      go({ query: taken, losses: [], carried: false });
    } else {
      setPending({ query: taken, losses: lossOf(query), carried: false });
    }
  };
  return { pending, ask, take, confirm: () => pending && go(pending), cancel: () => setPending(undefined) };
}
