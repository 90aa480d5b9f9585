import React, { useState, type ComponentProps } from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { Alert, Button, InlineField } from '@grafana/ui';
import type { ScrapewatchOptions } from '../config/options';
import type { DataSource } from '../DataSource';
import type { ScrapewatchQuery } from '../query/model';
import { isComplete, parseQuery } from '../query/parseQuery';
import type { Discovered } from '../schema/Discovery';
import { EditorHead, type Aside } from './EditorHead';
import { ErrorBoundary } from './ErrorBoundary';
import { lazyComponent } from './lazyComponent';
import { OptionsRow } from './options/OptionsRow';
import type { PreviewTabs as Tabs } from './preview/PreviewTabs';
import { QueryError } from './status/QueryError';
import { RowBadge } from './status/RowBadge';
import { SwitchQuestion } from './switch/SwitchQuestion';
import { builderOf } from './switch/switchQuery';
import { useTypeSwitch } from './switch/useTypeSwitch';
import { Unreadable } from './Unreadable';
import { useDiscovery } from './useDiscovery';
import { VariantEditor } from './VariantEditor';

const CheatSheet = lazyComponent(async () => (await import('./help/CheatSheet')).CheatSheet);
const AlertOnThis = lazyComponent(async () => (await import('./alerting/AlertOnThis')).AlertOnThis);

export type Props = QueryEditorProps<DataSource, ScrapewatchQuery, ScrapewatchOptions>;

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
  const { discovered, refresh } = useDiscovery(datasource.discovery);
  const { schemas, rowLimit } = datasource.settings;
  const change = (changed: ScrapewatchQuery) => {
    onChange(changed);
    if (isComplete(changed)) {
      onRunQuery();
    }
  };
  const { pending, ask, take, confirm, cancel } = useTypeSwitch(query, change);
  const [aside, setAside] = useState<Aside>();
  const { timezone, intervalMs, interval } = data?.request ?? {};
  const time = { from: range?.from.valueOf() ?? 0, to: range?.to.valueOf() ?? 0, timezone, intervalMs, interval };
  return (
    <div>
      <EditorHead
        type={pending ? pending.query.queryType : query.queryType}
        onType={ask}
        onRefresh={query.queryType === 'preset' || query.queryType === 'prometheus' ? undefined : refresh}
        asides={isComplete(query) ? ['help', 'alert'] : ['help']}
        open={aside}
        onOpen={setAside}
      />
      <ErrorBoundary key={`aside ${aside}`} fallback={(error) => <Failed part="help" error={error} />}>
        {aside === 'help' && (
          <CheatSheet
            query={query}
            onClickExample={(example) => {
              setAside(undefined);
              take(example);
            }}
          />
        )}
        {aside === 'alert' && <AlertOnThis query={query} datasource={datasource} />}
      </ErrorBoundary>
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
      {query.queryType === 'postgrest' && isComplete(query) && (
        <InlineField>
          <Button variant="secondary" size="sm" icon="sliders-v-alt" onClick={() => ask(builderOf(query))}>
            Open in builder
          </Button>
        </InlineField>
      )}
      {/* The table's own editor has them, with what was discovered to choose from. */}
      {query.queryType !== 'table' && <OptionsRow query={query} onChange={change} />}
      <DiscoveryProblem discovered={discovered} query={query} />
      <QueryError refId={query.refId} data={data} />
      <RowBadge query={query} data={data} rowLimit={rowLimit} onChange={change} />
      <ErrorBoundary key={`preview ${query.queryType}`} fallback={(error) => <Failed part="preview" error={error} />}>
        <PreviewTabs
          query={query}
          schemas={schemas}
          range={time}
          projectUrl={datasource.settings.url}
          known={discovered}
          replaceVariables={(written) => datasource.applyTemplateVariables(written, {})}
          onEditAsRaw={query.queryType === 'table' || query.queryType === 'rpc' ? () => ask('postgrest') : undefined}
        />
      </ErrorBoundary>
    </div>
  );
}

function Failed({ part, error }: { part: string; error: Error }) {
  return <Alert severity="warning" title={`The ${part} could not be shown: ${error.message}`} />;
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
