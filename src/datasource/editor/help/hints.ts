import type { QueryType } from '../../query/model';

interface TypeHint {
  about: string;
  more: string[];
}

/** What is worth knowing of each query type, beside its examples. */
export const hints: Record<QueryType, TypeHint> & { variables: string[] } = {
  preset: {
    about: 'a ready-made question: choose it, done',
    more: [
      'It reads the dashboard’s time range, and its variables system, environment, client, scraper and status where they exist.',
      'Switch to Table or Function to see what it asks, and to change that.',
    ],
  },
  table: {
    about: 'rows of a table or view, built by choosing',
    more: [
      'A time column limits the rows to the time range; without one every row is asked for.',
      'Aggregates are computed by the server where it allows them, else in the browser.',
      'Nothing that you type is SQL: quotes, commas and brackets are part of the value.',
    ],
  },
  rpc: {
    about: 'rows that a database function returns',
    more: [
      'The function must be stable or immutable: it is called with GET, which PostgREST runs read-only.',
      'An argument that is left out takes the function’s default.',
    ],
  },
  postgrest: {
    about: 'a request, written by hand',
    more: [
      'Write what stands after /rest/v1/. Nothing needs to be percent-encoded.',
      'Tables, columns and operators are offered while you type: arrows choose, Enter takes, Ctrl+Space asks for them.',
      'Switch to Table or Function to go on with the builder.',
    ],
  },
  prometheus: {
    about: 'PromQL, beside the rows',
    more: [
      'It is sent to the Prometheus data source of this data source’s settings.',
      'A join gives each row one figure of the series whose label equals its column.',
    ],
  },
  variables: [
    '$client, ${client} and [[client]] work in every field; so do ${__from:date:iso}, ${__to:date:iso}, $__interval_ms and ${__timezone}.',
    'A variable with several values becomes a list: “equals” turns into “is one of”.',
    '“All” leaves the filter or argument out.',
  ],
};
