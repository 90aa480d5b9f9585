import type { OwnPanel } from './PanelCatalogue';

/**
 * Grafana's core panels that the workbench draws, written fresh on @grafana/ui (the originals are not on npm).
 * What is not listed here is drawn as a sentence that names it.
 */
export const panelPlugins: Record<string, OwnPanel> = {
  timeseries: {
    name: 'Time series',
    load: async () => (await import('./timeseries/timeSeriesPlugin')).timeSeriesPlugin(),
  },
  stat: { name: 'Stat', load: async () => (await import('./values/statPlugin')).statPlugin() },
  gauge: { name: 'Gauge', load: async () => (await import('./values/gaugePlugin')).gaugePlugin() },
  bargauge: { name: 'Bar gauge', load: async () => (await import('./values/barGaugePlugin')).barGaugePlugin() },
  table: { name: 'Table', load: async () => (await import('./table/tablePlugin')).tablePlugin() },
  text: { name: 'Text', skipDataQuery: true, load: async () => (await import('./text/textPlugin')).textPlugin() },
  barchart: { name: 'Bar chart', load: async () => (await import('./barchart/barChartPlugin')).barChartPlugin() },
  logs: { name: 'Logs', load: async () => (await import('./logs/logsPlugin')).logsPlugin() },
};
