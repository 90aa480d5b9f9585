import React from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { Alert, Button, IconButton, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import type { ScrapewatchOptions } from '../config/options';
import type { DataSource } from '../DataSource';
import type { QueryType, ScrapewatchQuery } from '../query/model';
import { defaultQuery, isComplete, parseQuery } from '../query/parseQuery';
import type { Discovered } from '../schema/Discovery';
import type { Fault } from '../transport/Fault';
import { ErrorBoundary } from './ErrorBoundary';
import { newQuery } from './newQuery';
import { previewOf } from './previewOf';
import { getStyles } from './QueryEditor.styles';
import { useDiscovery } from './useDiscovery';
import { VariantEditor } from './VariantEditor';

export type Props = QueryEditorProps<DataSource, ScrapewatchQuery, ScrapewatchOptions>;

const types: Array<{ label: string; value: QueryType }> = [
  { label: 'Preset', value: 'preset' },
  { label: 'Table', value: 'table' },
  { label: 'Function', value: 'rpc' },
  { label: 'PostgREST', value: 'postgrest' },
  { label: 'Prometheus', value: 'prometheus' },
];

/** Edits one query; whatever fails in here leaves the rest of the page alone. */
export function QueryEditor(props: Props) {
  return (
    <ErrorBoundary
      fallback={(error) => (
        <Alert title="The query editor failed; the query itself is unharmed" severity="error">
          {error.message}
        </Alert>
      )}
    >
      <Editor {...props} />
    </ErrorBoundary>
  );
}

function Editor({ query: saved, datasource, onChange, onRunQuery, range, data }: Props) {
  const styles = useStyles2(getStyles);
  const { discovered, refresh } = useDiscovery(datasource.discovery);
  const parsed = parseQuery(saved);
  if (!parsed.ok) {
    return <Unreadable saved={saved} fault={parsed.fault} onStartOver={onChange} />;
  }
  const { query } = parsed;
  const { schemas } = datasource.settings;
  const change = (changed: ScrapewatchQuery) => {
    onChange(changed);
    if (isComplete(changed)) {
      onRunQuery();
    }
  };
  const time = { from: range?.from.valueOf() ?? 0, to: range?.to.valueOf() ?? 0 };
  return (
    <div>
      <div className={styles.head}>
        <RadioButtonGroup
          aria-label="Query type"
          size="sm"
          options={types}
          value={query.queryType}
          onChange={(type) => change(newQuery(type, query))}
        />
        {query.queryType !== 'preset' && (
          <IconButton
            name="sync"
            aria-label="Look for tables and functions again"
            tooltip="Look for tables and functions again"
            onClick={refresh}
          />
        )}
      </div>
      <VariantEditor
        query={query}
        onChange={change}
        onRunQuery={onRunQuery}
        discovered={discovered}
        schemas={schemas}
        datasource={datasource}
        range={range}
        data={data}
      />
      <DiscoveryProblem discovered={discovered} query={query} />
      <p className={styles.preview} aria-label="Request">
        {previewOf(query, {
          schemas,
          range: time,
          replaceVariables: (written) => datasource.applyTemplateVariables(written, {}),
        })}
      </p>
    </div>
  );
}

function DiscoveryProblem({ discovered, query }: { discovered: Discovered | undefined; query: ScrapewatchQuery }) {
  if (!discovered?.problem || query.queryType === 'preset') {
    return null;
  }
  return (
    <Alert severity="info" title="Tables and functions could not be listed: type their names">
      {discovered.problem.message}
    </Alert>
  );
}

interface UnreadableProps {
  saved: ScrapewatchQuery;
  fault: Fault;
  onStartOver: (query: ScrapewatchQuery) => void;
}

/** A query that this version cannot read is shown and kept, and only replaced when the user says so. */
function Unreadable({ saved, fault, onStartOver }: UnreadableProps) {
  const styles = useStyles2(getStyles);
  return (
    <Alert severity="warning" title={fault.what}>
      <p>{fault.mend}</p>
      <pre className={styles.kept}>{JSON.stringify(saved, null, 2)}</pre>
      <Button
        variant="secondary"
        size="sm"
        onClick={() => onStartOver({ refId: saved.refId, datasource: saved.datasource, ...defaultQuery })}
      >
        Replace it by a new query
      </Button>
    </Alert>
  );
}
