import React from 'react';
import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Field, FieldSet, Input, RadioButtonGroup, TagsInput, useStyles2 } from '@grafana/ui';
import { getStyles } from './ConfigEditor.styles';
import {
  defaultSettings,
  type AuthMode,
  type ScrapewatchOptions,
  type ScrapewatchSecrets,
  type SecretName,
} from './options';
import { PrometheusField } from './PrometheusField';
import { SecretField } from './SecretField';
import { cleanUrl, remarkOnUrl } from './remarkOnUrl';
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
  const secret = (name: SecretName) => ({
    name,
    typed: options.secureJsonData?.[name],
    isStored: Boolean(options.secureJsonFields?.[name]),
    onChange: (value: string) => onOptionsChange(withSecret(options, name, value)),
    onReset: () => onOptionsChange(withoutSecret(options, name)),
  });
  const authMode = jsonData.authMode ?? defaultSettings.authMode;
  const urlRemark = remarkOnUrl(cleanUrl(jsonData.url ?? ''));
  return (
    <div className={styles.form}>
      <FieldSet label="Project">
        <Field
          label="URL"
          description="The project's address as Grafana's server reaches it, without /rest/v1."
          invalid={urlRemark !== undefined}
          error={urlRemark}
          htmlFor="scrapewatch-url"
          required
        >
          <Input
            id="scrapewatch-url"
            placeholder="https://PROJECT.supabase.co"
            value={jsonData.url ?? ''}
            onChange={(event) => set({ url: event.currentTarget.value })}
            onBlur={() => set({ url: jsonData.url && cleanUrl(jsonData.url) })}
          />
        </Field>
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
        <Field
          label="Schemas"
          description="Schemas that queries may use; the first is the default."
          htmlFor="scrapewatch-schemas"
        >
          <TagsInput
            id="scrapewatch-schemas"
            placeholder="Add a schema (Enter)"
            tags={jsonData.schemas ?? defaultSettings.schemas}
            onChange={(schemas) => set({ schemas })}
          />
        </Field>
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
      </FieldSet>
    </div>
  );
}

interface NumberFieldProps {
  label: string;
  description: string;
  placeholder: number;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
}

function NumberField({ label, description, placeholder, value, onChange }: NumberFieldProps) {
  const id = `scrapewatch-${label.toLowerCase().replace(/ /g, '-')}`;
  return (
    <Field label={label} description={description} htmlFor={id}>
      <Input
        id={id}
        type="number"
        min={1}
        placeholder={placeholder.toLocaleString('en')}
        value={value ?? ''}
        onChange={(event) => {
          const typed = event.currentTarget.valueAsNumber;
          onChange(Number.isFinite(typed) && typed >= 1 ? Math.floor(typed) : undefined);
        }}
      />
    </Field>
  );
}
