import React from 'react';
import { PluginPage } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import { getStyles } from './App.styles';
import { AppLink } from './AppLink';
import { CheckDataSource } from './CheckDataSource';
import { CopyBlock } from './CopyBlock';
import { CopySql } from './CopySql';
import { ImportOverview } from './ImportOverview';

const EXPOSE = `alter role authenticator set pgrst.db_schemas = 'public, graphql_public, scrapewatch';
notify pgrst, 'reload config';`;
const CLAIMS = `{ "role": "scrapewatch_reader", "exp": <seconds since 1970> }
{ "role": "scrapewatch_operator", "exp": <seconds since 1970> }`;

/** From an empty Grafana to the Overview, step by step. */
export function SetupPage({ baseUrl }: { baseUrl: string }) {
  const styles = useStyles2(getStyles);
  return (
    <PluginPage>
      <ol className={styles.steps}>
        <li>
          <h2>Prepare the database</h2>
          <p>
            Paste this file into the SQL editor of your Supabase project. It makes the schema <code>scrapewatch</code>{' '}
            with its views, functions and roles, touches none of your tables, and may be run again.
          </p>
          <CopySql baseUrl={baseUrl} />
        </li>
        <li>
          <h2>Expose the schema</h2>
          <p>
            Supabase: add <code>scrapewatch</code> under Project Settings → Data API → Exposed schemas. A PostgREST of
            your own:
          </p>
          <CopyBlock label="SQL that exposes the schema" text={EXPOSE} />
        </li>
        <li>
          <h2>Sign two tokens</h2>
          <p>With your project&apos;s JWT secret (HS256), one token for each role, holding these claims:</p>
          <CopyBlock label="Claims of the two tokens" text={CLAIMS} />
        </li>
        <li>
          <h2>Connect the data source</h2>
          <p>
            <AppLink path="/connections/datasources/new">Add a data source</AppLink>, choose Scrapewatch Supabase (under
            SQL), fill in the project&apos;s URL, its publishable key and the two tokens, then check it here.
          </p>
          <CheckDataSource />
        </li>
        <li>
          <h2>Install the dashboard</h2>
          <p>The Overview goes into the General folder. Nothing is replaced without asking.</p>
          <ImportOverview baseUrl={baseUrl} />
        </li>
      </ol>
    </PluginPage>
  );
}
