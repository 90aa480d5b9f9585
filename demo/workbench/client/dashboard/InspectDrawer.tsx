import { applyFieldOverrides, cacheFieldDisplayNames, type DataFrame } from '@grafana/data';
import { sceneGraph } from '@grafana/scenes';
import { Drawer, Tab, TabsBar, useTheme2 } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import React, { useMemo } from 'react';
import type { DashboardScene, Inspection } from './DashboardScene';
import { NoData } from '../panels/NoData';
import { panelToJson } from './panelToJson';

interface Props {
  inspection: Inspection;
  dashboard: DashboardScene;
}

/** What a panel got and what it is made of. */
export function InspectDrawer({ inspection: { panel, tab }, dashboard }: Props) {
  const json = () => JSON.stringify(panelToJson(panel, dashboard.state.json), null, 2);
  return (
    <Drawer
      title={`Inspect: ${panel.interpolate(panel.state.title)}`}
      onClose={() => dashboard.closeInspection()}
      tabs={
        <TabsBar>
          <Tab label="Data" active={tab === 'data'} onChangeTab={() => dashboard.inspect(panel, 'data')} />
          <Tab label="JSON" active={tab === 'json'} onChangeTab={() => dashboard.inspect(panel, 'json')} />
        </TabsBar>
      }
    >
      {tab === 'data' ? <DataTab inspection={{ panel, tab }} /> : <pre data-testid="panel-json">{json()}</pre>}
    </Drawer>
  );
}

function DataTab({ inspection: { panel } }: { inspection: Inspection }) {
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
