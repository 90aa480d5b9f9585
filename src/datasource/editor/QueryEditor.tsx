import React, { type ComponentProps } from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { Alert, Button, IconButton, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import type { ScrapewatchOptions } from '../config/options';
import type { DataSource } from '../DataSource';
import type { QueryType, ScrapewatchQuery } from '../query/model';
import { isComplete, parseQuery } from '../query/parseQuery';
import type { Discovered } from '../schema/Discovery';
import { ErrorBoundary } from './ErrorBoundary';
import { lazyComponent } from './lazyComponent';
import { lazyComponent } from './lazyComponent';
import { OptionsRow } from './options/OptionsRow';
import type { PreviewTabs as Tabs } from './preview/PreviewTabs';
import { getStyles } from './QueryEditor.styles';
import { QueryError } from './status/QueryError';
import { RowBadge } from './status/RowBadge';
import { queryTypeLabels } from './switch/queryTypeLabels';
import { SwitchQuestion } from './switch/SwitchQuestion';
import { useTypeSwitch } from './switch/useTypeSwitch';
import { Unreadable } from './Unreadable';
import { useDiscovery } from './useDiscovery';
import { VariantEditor } from './VariantEditor';

const CheatSheet = lazyComponent(async () => (await import('./help/CheatSheet')).CheatSheet);
const AlertOnThis = lazyComponent(async () => (await import('./alerting/AlertOnThis')).AlertOnThis);

export type Props = QueryEditorProps<DataSource, ScrapewatchQuery, ScrapewatchOptions>;

const types = Object.entries(queryTypeLabels).map(([value, label]) => ({ label, value: value as QueryType }));

const PreviewTabs = lazyComponent<ComponentProps<typeof Tabs>>(
  async () => (await import('./preview/PreviewTabs')).PreviewTabs
);

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
      <AnyQuery {...props} />
    </ErrorBoundary>
  );
}

function AnyQuery(props: Props) {
  const parsed = parseQuery(props.query);
  if (!parsed.ok) {
    return <Unreadable saved={props.query} fault={parsed.fault} onStartOver={props.onChange} />;
  }
  return <Editor {...props} query={parsed.query} />;
}

function Editor({ query, datasource, onChange, onRunQuery, range, data }: Props) {
  const styles = useStyles2(getStyles);
  const { discovered, refresh } = useDiscovery(datasource.discovery);
  const { schemas, rowLimit } = datasource.settings;
  const change = (changed: ScrapewatchQuery) => {
    onChange(changed);
    if (isComplete(changed)) {
      onRunQuery();
    }
  };
  const { pending, ask, confirm, cancel } = useTypeSwitch(query, change);
  const [aside, setAside] = useState<'help' | 'alert'>();
  const toggle = (which: 'help' | 'alert') => setAside(aside === which ? undefined : which);
  const time = { from: range?.from.valueOf() ?? 0, to: range?.to.valueOf() ?? 0 };
  return (
    <div>
      <div className={styles.head}>
        <div className={styles.types}>
          <RadioButtonGroup
            aria-label="Query type"
            size="sm"
            options={types}
            value={pending ? pending.query.queryType : query.queryType}
            onChange={ask}
          />
        </div>
        {query.queryType !== 'preset' && query.queryType !== 'prometheus' && (
          <IconButton
            name="sync"
            aria-label="Look for tables and functions again"
            tooltip="Look for tables and functions again"
            onClick={refresh}
          />
        )}
        <Button
          variant="secondary"
          fill="text"
          size="sm"
          icon="question-circle"
          aria-expanded={aside === 'help'}
          onClick={() => toggle('help')}
        >
          Examples
        </Button>
        {isComplete(query) && (
          <Button
            variant="secondary"
            fill="text"
            size="sm"
            icon="bell"
            aria-expanded={aside === 'alert'}
            onClick={() => toggle('alert')}
          >
            Alert on this
          </Button>
        )}
      </div>
      {aside === 'help' && (
        <CheatSheet
          first={query.queryType}
          onClickExample={(example) => {
            const { refId, datasource, hide, key } = query;
            setAside(undefined);
            change({ ...example, refId, datasource, hide, key } as ScrapewatchQuery);
          }}
        />
      )}
      {aside === 'alert' && <AlertOnThis query={query} datasource={datasource} />}
      {pending && <SwitchQuestion switched={pending} onConfirm={confirm} onCancel={cancel} />}
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
      {/* The table's own editor has them, with what was discovered to choose from. */}
      {query.queryType !== 'table' && <OptionsRow query={query} onChange={change} />}
      <DiscoveryProblem discovered={discovered} query={query} />
      <QueryError refId={query.refId} data={data} />
      <RowBadge query={query} data={data} rowLimit={rowLimit} onChange={change} />
      <PreviewTabs
        query={query}
        schemas={schemas}
        range={time}
        replaceVariables={(written) => datasource.applyTemplateVariables(written, {})}
        onEditAsRaw={query.queryType === 'table' || query.queryType === 'rpc' ? () => ask('postgrest') : undefined}
      />
    </div>
  );
}

function DiscoveryProblem({ discovered, query }: { discovered: Discovered | undefined; query: ScrapewatchQuery }) {
  if (!discovered?.problem || query.queryType === 'preset' || query.queryType === 'prometheus') {
    return null;
  }
  return (
    <Alert severity="info" title="Tables and functions could not be listed: type their names">
      {discovered.problem.message}
    </Alert>
  );
}
