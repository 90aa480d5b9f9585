import React from 'react';
import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Field, FieldSet, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { getStyles } from './ConfigEditor.styles';
import {
  defaultSettings,
  type AuthMode,
  type ScrapewatchOptions,
  type ScrapewatchSecrets,
  type SecretName,
} from './options';
import { NumberField } from './NumberField';
import { PrometheusField } from './PrometheusField';
import { RealtimeField } from './RealtimeField';
import { SchemasField } from './SchemasField';
import { SecretField } from './SecretField';
import { UrlField } from './UrlField';
import { withAuthMode, withoutSecret, withSecret } from './withSecret';

type Props = DataSourcePluginOptionsEditorProps<ScrapewatchOptions, ScrapewatchSecrets>;

const authModes: Array<{ label: string; value: AuthMode }> = [
  { label: 'Publishable key + role tokens', value: 'jwt' },
  { label: 'One key', value: 'key' },
];

/** The settings of the data source. Secrets go to Grafana's encrypted store and never come back. */
export function ConfigEditor({ options, onOptionsChange }: Props) {
  const styles = useStyles2(getStyles);
  const { jsonData } = options;
  const set = (change: Partial<ScrapewatchOptions>) =>
    onOptionsChange({ ...options, jsonData: { ...jsonData, ...change } });
  const authMode = jsonData.authMode ?? defaultSettings.authMode;
  const secret = (name: SecretName) => ({
    name,
    authMode,
    url: jsonData.url,
    typed: options.secureJsonData?.[name],
    isStored: Boolean(options.secureJsonFields?.[name]),
    onChange: (value: string) => onOptionsChange(withSecret(options, name, value)),
    onReset: () => onOptionsChange(withoutSecret(options, name)),
  });
  return (
    <div className={styles.form}>
      <FieldSet label="Project">
        <UrlField url={jsonData.url} onChange={(url) => set({ url })} />
      </FieldSet>
      <FieldSet label="Keys">
        <Field
          label="Authentication"
          description="Tokens are recommended: each role can do only its own. One key is for projects without the Scrapewatch roles."
        >
          <RadioButtonGroup
            aria-label="Authentication"
            options={authModes}
            value={authMode}
            onChange={(mode) => onOptionsChange(withAuthMode(options, mode))}
            fullWidth
          />
        </Field>
        <SecretField
          {...secret('apiKey')}
          label={authMode === 'jwt' ? 'Publishable key' : 'Key'}
          description={
            authMode === 'jwt'
              ? 'Opens the door to the project; it may read nothing by itself.'
              : 'Used as key and as token. A secret or service key gives every Viewer the whole project.'
          }
          placeholder="sb_publishable_…"
        />
        {authMode === 'jwt' && (
          <>
            <SecretField
              {...secret('readerToken')}
              label="Reader token"
              description="A JWT of role scrapewatch_reader, signed with the project's JWT secret."
              placeholder="eyJ…"
            />
            <SecretField
              {...secret('operatorToken')}
              label="Operator token"
              description="Optional. A JWT of role scrapewatch_operator; only Editors and Admins can act through it."
              placeholder="eyJ…"
            />
          </>
        )}
      </FieldSet>
      <FieldSet label="Reading">
        <SchemasField
          uid={options.uid}
          url={jsonData.url ?? ''}
          schemas={jsonData.schemas}
          isUnsaved={Object.values(options.secureJsonData ?? {}).some(Boolean)}
          onChange={(schemas) => set({ schemas })}
        />
        <NumberField
          label="Row cap"
          description="The server's own cap on rows (Supabase: Data API → Max rows). Paging goes past it."
          placeholder={defaultSettings.rowCap}
          value={jsonData.rowCap}
          onChange={(rowCap) => set({ rowCap })}
        />
        <NumberField
          label="Row limit"
          description="Most rows that one query reads, over all its pages; a notice says when more exist."
          placeholder={defaultSettings.rowLimit}
          value={jsonData.rowLimit}
          onChange={(rowLimit) => set({ rowLimit })}
        />
        <NumberField
          label="Timeout in seconds"
          description="How long Grafana's proxy waits for an answer."
          placeholder={30}
          value={jsonData.timeout}
          onChange={(timeout) => set({ timeout })}
        />
        <PrometheusField uid={jsonData.prometheusUid} onChange={(prometheusUid) => set({ prometheusUid })} />
        <RealtimeField value={jsonData.realtimeKey} onChange={(realtimeKey) => set({ realtimeKey })} />
      </FieldSet>
    </div>
  );
}
