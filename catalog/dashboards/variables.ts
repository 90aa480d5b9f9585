import {
  CustomVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Filter, TableQuery, VariableQuery } from '../../src/datasource/query/model';
import { prometheus, scrapewatch, tableQuery } from './dataSources';

/** What "All" sends; the data source leaves such an argument out. */
const everything = '__all';
const all = { text: ['All'], value: ['$__all'] };
const runStatuses = ['queued', 'processing', 'completed', 'failed', 'cancelled'];

const inSystem: Filter[] = [
  { column: 'system', operator: 'in', value: ['$system'] },
  { column: 'environment', operator: 'in', value: ['$environment'] },
];

/** The variables that every dashboard of the bundle begins with, in the order of their drop-downs. */
export function variables() {
  return [
    new DatasourceVariableBuilder('ds').label('Data source').type(scrapewatch.type).multi(false),
    new DatasourceVariableBuilder('prometheus').label('Prometheus').type(prometheus.type).multi(false),
    fromTable('system', 'System', { table: 'scrapers', filters: [] }),
    fromTable('environment', 'Environment', { table: 'scrapers', filters: inSystem.slice(0, 1) }),
    fromTable('client', 'Client', { table: 'clients', filters: inSystem }),
    fromTable('scraper', 'Scraper', { table: 'scrapers', filters: inSystem }),
    new CustomVariableBuilder('status')
      .label('Run status')
      .values(runStatuses.join(','))
      // Written out: Grafana 10 offers the saved choices of a list and does not make them from its values.
      .options([
        { selected: true, text: 'All', value: '$__all' },
        ...runStatuses.map((status) => ({ selected: false, text: status, value: status })),
      ])
      .multi(true)
      .includeAll(true)
      .allValue(everything)
      .current(all),
  ];
}

function fromTable(name: string, label: string, from: Pick<TableQuery, 'table' | 'filters'>) {
  const query: VariableQuery = {
    ...tableQuery(name, { ...from, columns: [{ column: name }], order: [{ column: name, direction: 'asc' }] }),
    valueField: name,
    textField: name,
  };
  return new QueryVariableBuilder(name)
    .label(label)
    .datasource(scrapewatch)
    .query({ ...query })
    .definition(`${from.table}.${name}`)
    .refresh(VariableRefresh.OnDashboardLoad)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(true)
    .includeAll(true)
    .allValue(everything)
    .current(all);
}
