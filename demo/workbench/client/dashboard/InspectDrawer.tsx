import { applyFieldOverrides, cacheFieldDisplayNames, type DataFrame } from '@grafana/data';
import { sceneGraph, type VizPanel } from '@grafana/scenes';
import { Alert, Drawer, Tab, TabsBar, useTheme2 } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import React, { useMemo } from 'react';
import type { DashboardScene, Inspection } from './DashboardScene';
import { NoData } from '../panels/NoData';
import { panelToJson } from './panelToJson';

interface Props {
  inspection: Inspection;
  dashboard: DashboardScene;
}

const tabs: Array<{ id: Inspection['tab']; label: string }> = [
  { id: 'data', label: 'Data' },
  { id: 'json', label: 'JSON' },
  { id: 'notices', label: 'Errors and notices' },
];

/** What a panel got, what it is made of, and what its data source had to say. */
export function InspectDrawer({ inspection: { panel, tab }, dashboard }: Props) {
  return (
    <Drawer
      title={`Inspect: ${panel.interpolate(panel.state.title)}`}
      onClose={() => dashboard.closeInspection()}
      tabs={
        <TabsBar>
          {tabs.map(({ id, label }) => (
            <Tab key={id} label={label} active={tab === id} onChangeTab={() => dashboard.inspect(panel, id)} />
          ))}
        </TabsBar>
      }
    >
      {tab === 'data' && <DataTab panel={panel} />}
      {tab === 'json' && (
        <pre data-testid="panel-json">{JSON.stringify(panelToJson(panel, dashboard.state.json), null, 2)}</pre>
      )}
      {tab === 'notices' && <NoticesTab panel={panel} />}
    </Drawer>
  );
}

/** The same list as in the panel's header, in full length. */
function NoticesTab({ panel }: { panel: VizPanel }) {
  const { data } = sceneGraph.getData(panel).useState();
  const errors = data?.errors ?? (data?.error ? [data.error] : []);
  const notices = data?.series.flatMap(({ meta }) => meta?.notices ?? []) ?? [];
  if (errors.length === 0 && notices.length === 0) {
    return <p>No errors and no notices.</p>;
  }
  return (
    <>
      {errors.map(({ message }, index) => (
        <Alert key={`error-${index}`} severity="error" title={message ?? 'The query failed'} />
      ))}
      {notices.map(({ severity, text }, index) => (
        <Alert key={`notice-${index}`} severity={severity} title={text} />
      ))}
    </>
  );
}

function DataTab({ panel }: { panel: VizPanel }) {
  const theme = useTheme2();
  const { data } = sceneGraph.getData(panel).useState();
  const frames = useMemo((): DataFrame[] => {
    const plain = { defaults: {}, overrides: [] };
    const all = applyFieldOverrides({
      data: data?.series,
      fieldConfig: plain,
      theme,
      replaceVariables: (text) => text,
    });
    cacheFieldDisplayNames(all);
    return all;
  }, [data?.series, theme]);
  if (!data || frames.length === 0) {
    return data ? <NoData panelId={0} data={data} /> : null;
  }
  const height = Math.max(200, 600 / frames.length);
  return (
    <>
      {frames.map((frame, index) => (
        <TableNG
          key={`${frame.refId}-${index}`}
          data={frame}
          width={Math.min(window.innerWidth - 60, 900)}
          height={height}
        />
      ))}
    </>
  );
}
