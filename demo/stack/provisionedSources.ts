import type { WorkbenchDataSource } from '../workbench/server/createWorkbench';
import type { StackKeys } from './keys';

interface Addresses {
  supabaseUrl: string;
  /** Where Prometheus listens, or would: its panels then show what Grafana shows, a refused connection. */
  prometheusUrl: string;
  keys: StackKeys;
}

/** The workbench's data sources, the same as provisioning/datasources gives a Grafana. */
export function provisionedSources({ supabaseUrl, prometheusUrl, keys }: Addresses): WorkbenchDataSource[] {
  return [
    {
      uid: 'scrapewatch',
      name: 'Scrapewatch',
      type: 'scrapewatch-supabase-datasource',
      isDefault: true,
      jsonData: {
        url: supabaseUrl,
        authMode: 'jwt',
        schemas: ['scrapewatch', 'public'],
        rowCap: 1000,
        rowLimit: 50_000,
        timeout: 30,
        prometheusUid: 'prometheus',
        readerRole: 'scrapewatch_reader',
        operatorRole: 'scrapewatch_operator',
        apiKeyForm: 'publishable',
      },
      secureJsonData: { apiKey: keys.publishableKey, readerToken: keys.readerToken, operatorToken: keys.operatorToken },
    },
    {
      uid: 'prometheus',
      name: 'Prometheus',
      type: 'prometheus',
      url: prometheusUrl,
      // The demo's past has a sample a minute: $__rate_interval, four times this, must span two of them.
      jsonData: { httpMethod: 'POST', timeInterval: '30s', manageAlerts: false },
      secureJsonData: {},
    },
  ];
}
