import React, { useState } from 'react';
import { Alert, Button } from '@grafana/ui';
import type { QueryType, ScrapewatchQuery } from '../query/model';
import { ErrorBoundary } from './ErrorBoundary';
import { lazyComponent } from './lazyComponent';
import type { VariantProps } from './VariantProps';

type Variants = { [Type in QueryType]: Extract<ScrapewatchQuery, { queryType: Type }> };

const PresetEditor = lazyComponent<VariantProps<Variants['preset']>>(
  async () => (await import('./preset/PresetEditor')).PresetEditor
);
const TableEditor = lazyComponent<VariantProps<Variants['table']>>(
  async () => (await import('./table/TableEditor')).TableEditor
);
const RpcEditor = lazyComponent<VariantProps<Variants['rpc']>>(async () => (await import('./rpc/RpcEditor')).RpcEditor);
const PostgrestEditor = lazyComponent<VariantProps<Variants['postgrest']>>(
  async () => (await import('./raw/PostgrestEditor')).PostgrestEditor
);
const PrometheusEditor = lazyComponent<VariantProps<Variants['prometheus']>>(
  async () => (await import('./prometheus/PrometheusEditor')).PrometheusEditor
);

/** The editor of the query's type. One that fails leaves the rest of the page, and the query, as they are. */
export function VariantEditor(props: VariantProps<ScrapewatchQuery>) {
  const [attempt, setAttempt] = useState(0);
  return (
    <ErrorBoundary
      key={`${props.query.queryType} ${attempt}`}
      fallback={(error) => (
        <Alert title="This part of the editor failed; the query itself is unharmed" severity="error">
          <p>{error.message}</p>
          <Button variant="secondary" size="sm" onClick={() => setAttempt(attempt + 1)}>
            Show it again
          </Button>
        </Alert>
      )}
    >
      <Variant {...props} />
    </ErrorBoundary>
  );
}

function Variant({ query, ...props }: VariantProps<ScrapewatchQuery>) {
  switch (query.queryType) {
    case 'preset':
      return <PresetEditor query={query} {...props} />;
    case 'table':
      return <TableEditor query={query} {...props} />;
    case 'postgrest':
      return <PostgrestEditor query={query} {...props} />;
    case 'prometheus':
      return <PrometheusEditor query={query} {...props} />;
    case 'rpc':
      return <RpcEditor query={query} {...props} />;
  }
}
