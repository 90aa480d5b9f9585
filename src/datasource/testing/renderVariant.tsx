import React, { useState, type ComponentType } from 'react';
import type { DataSourceInstanceSettings } from '@grafana/data';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { vi } from 'vitest';
import type { ScrapewatchOptions } from '../config/options';
import { DataSource } from '../DataSource';
import type { VariantProps } from '../editor/VariantProps';
import type { ScrapewatchQuery } from '../query/model';
import { fakeSend } from './fakeSend';

/** The editor of one query type on a page that saves what it changes; nothing was discovered unless told. */
export function renderVariant<Query extends ScrapewatchQuery>(
  Editor: ComponentType<VariantProps<Query>>,
  query: NoInfer<Query>,
  props: Partial<VariantProps<NoInfer<Query>>> = {}
) {
  const instance = { uid: 'supa', url: 'p', jsonData: { url: 'https://p.supabase.co' } };
  const datasource = new DataSource(
    instance as DataSourceInstanceSettings<ScrapewatchOptions>,
    fakeSend(() => ({ status: 404, body: {} }))
  );
  const onChange = vi.fn<(query: Query) => void>();
  const onRunQuery = vi.fn();
  function Page() {
    const [saved, setSaved] = useState(query);
    return (
      <Editor
        discovered={undefined}
        schemas={['scrapewatch', 'public']}
        datasource={datasource}
        onRunQuery={onRunQuery}
        {...props}
        query={saved}
        onChange={(changed) => {
          onChange(changed);
          setSaved(changed);
        }}
      />
    );
  }
  render(<Page />);
  return { user: userEvent.setup(), saved: () => onChange.mock.lastCall?.[0], onChange, onRunQuery };
}
