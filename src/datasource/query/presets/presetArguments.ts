import type { TableSource } from './Preset';

// Arguments that presets share: the dashboard's range and variables.
export const range = { from_ts: '${__from:date:iso}', to_ts: '${__to:date:iso}' };
export const bucket = { bucket: '${__interval_ms} milliseconds' };
export const zone = { tz: '${__timezone}' };
export const scope = { systems: ['$system'], environments: ['$environment'] };
export const clients = { clients: ['$client'] };
export const scrapers = { scrapers: ['$scraper'] };
export const statuses = { statuses: ['$status'] };
export const runFilters = { ...scope, ...clients, ...scrapers, ...statuses };

export const scopeFilters: TableSource['filters'] = {
  systems: { column: 'system', operator: 'in' },
  environments: { column: 'environment', operator: 'in' },
};
