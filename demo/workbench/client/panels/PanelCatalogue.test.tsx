// @vitest-environment jsdom
import { PanelPlugin, type PanelProps } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import React from 'react';
import { describe, expect, it, vi } from 'vitest';
import { PanelCatalogue } from './PanelCatalogue';
import { panelPlugins } from './panelPlugins';

const own = { stat: { name: 'Stat', load: vi.fn(async () => new PanelPlugin(() => null)) } };

function catalogue() {
  const bundled = new PanelPlugin(() => null);
  const bundle = { has: (id: string) => id === 'scrapewatch-queuechart-panel', panel: vi.fn(async () => bundled) };
  return { panels: new PanelCatalogue(own, bundle), bundled };
}

describe('the panels a dashboard may name', () => {
  it("are the bundle's built ones, then ours, each loaded once", async () => {
    const { panels, bundled } = catalogue();
    expect(await panels.load('scrapewatch-queuechart-panel')).toBe(bundled);
    const stat = await panels.load('stat');
    expect(await panels.load('stat')).toBe(stat);
    expect(own.stat.load).toHaveBeenCalledTimes(1);
    expect(stat.meta).toMatchObject({ id: 'stat', name: 'Stat', skipDataQuery: false });
    expect(panels.cached('stat')).toBe(stat);
  });

  it('are drawn as a sentence when the workbench has no such panel', async () => {
    const plugin = await catalogue().panels.load('heatmap');
    const Panel = plugin.panel as React.ComponentType<PanelProps>;
    render(<Panel {...({ options: {} } as PanelProps)} />);
    expect(screen.getByTestId('workbench-cannot-draw')).toHaveTextContent(
      'The workbench cannot draw the panel type "heatmap"'
    );
  });

  it('may try again after a load that failed', async () => {
    const { panels } = catalogue();
    own.stat.load.mockRejectedValueOnce(new Error('offline'));
    await expect(panels.load('stat')).rejects.toThrow('offline');
    expect(await panels.load('stat')).toBeInstanceOf(PanelPlugin);
  });

  it('cover every core panel type that the dashboards use', () => {
    const used = ['timeseries', 'stat', 'gauge', 'bargauge', 'table', 'text', 'barchart', 'logs'];
    expect(Object.keys(panelPlugins)).toEqual(expect.arrayContaining(used));
  });
});
