import React, { useEffect, useState } from 'react';
import { Alert, ClipboardButton, LoadingPlaceholder } from '@grafana/ui';
import { bundleFile } from './bundleFile';

const FILE = 'supabase/scrapewatch.sql';

type Sql = { state: 'loading' } | { state: 'loaded'; text: string } | { state: 'failed'; message: string };

/** A button that copies the bundle's one SQL file. */
export function CopySql({ baseUrl }: { baseUrl: string }) {
  const [sql, setSql] = useState<Sql>({ state: 'loading' });
  useEffect(() => {
    let current = true;
    const set = (next: Sql) => current && setSql(next);
    bundleFile(baseUrl, FILE).then(
      (text) => set({ state: 'loaded', text }),
      (error: unknown) => set({ state: 'failed', message: error instanceof Error ? error.message : String(error) })
    );
    return () => {
      current = false;
    };
  }, [baseUrl]);

  if (sql.state === 'loading') {
    return <LoadingPlaceholder text="Reading the SQL…" />;
  }
  if (sql.state === 'failed') {
    return (
      <Alert title={sql.message} severity="warning">
        The same file is in the source repository under {FILE}; there, <code>supabase db push</code> applies the
        migrations one by one.
      </Alert>
    );
  }
  return (
    <ClipboardButton icon="copy" variant="secondary" getText={() => sql.text}>
      Copy the SQL ({Math.ceil(sql.text.length / 1024)} KB)
    </ClipboardButton>
  );
}
