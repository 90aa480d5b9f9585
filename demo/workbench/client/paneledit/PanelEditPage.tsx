import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { DashboardScene } from '../dashboard/DashboardScene';
import { Controls } from '../dashboard/Controls';
import { panelToJson, withPanel } from '../dashboard/panelToJson';
import { downloadJson } from './downloadJson';
import { OptionsPane } from './OptionsPane';
import { QueriesPane } from './QueriesPane';

interface Props {
  dashboard: DashboardScene;
  panelId: string;
}

/** `/d/:uid?editPanel=ID`: preview, queries and options of one panel. Edits live as long as the page. */
export function PanelEditPage({ dashboard, panelId }: Props) {
  const styles = useStyles2(getStyles);
  const panel = dashboard.findPanel(panelId);
  const leave = () => locationService.partial({ editPanel: null });
  if (!panel) {
    return <Alert severity="error" title={`This dashboard has no panel ${panelId}`} onRemove={leave} />;
  }
  const { json } = dashboard.state;
  const download = () => {
    const changed = panelToJson(panel, json);
    downloadJson(`${json.uid || 'dashboard'}.json`, changed ? withPanel(json, changed) : json);
  };
  return (
    <div className={styles.page}>
      <div className={styles.bar}>
        <Controls model={dashboard} />
        <div className={styles.buttons}>
          <Button variant="secondary" icon="arrow-left" onClick={leave}>
            Back to dashboard
          </Button>
          <Button variant="destructive" fill="outline" onClick={() => discard(leave)}>
            Discard edits
          </Button>
          <Button icon="download-alt" onClick={download}>
            Download dashboard JSON
          </Button>
        </div>
      </div>
      <Alert
        severity="info"
        title="The workbench does not save dashboards: edits stay until this page is loaded again. Download the JSON to keep them."
      />
      <div className={styles.columns}>
        <div className={styles.left}>
          <div className={styles.preview} data-testid="panel-preview">
            <panel.Component model={panel} />
          </div>
          <QueriesPane panel={panel} />
        </div>
        <div className={styles.right}>
          <OptionsPane panel={panel} />
        </div>
      </div>
    </div>
  );
}

/** The saved dashboard is the server's; loading it anew drops every edit. */
function discard(leave: () => void): void {
  leave();
  window.location.reload();
}

function getStyles(theme: GrafanaTheme2) {
  return {
    page: css({ padding: theme.spacing(0, 2, 2), minWidth: 0 }),
    bar: css({ marginBottom: theme.spacing(1) }),
    buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
    columns: css({
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'minmax(0, 1fr) 340px',
      [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
    }),
    left: css({ minWidth: 0 }),
    preview: css({ position: 'relative', height: '45vh', minHeight: 280, marginBottom: theme.spacing(2) }),
    right: css({ minWidth: 0, maxHeight: '100%', overflow: 'auto' }),
  };
}
