import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import type { SceneComponentProps } from '@grafana/scenes';
import { Alert, useStyles2 } from '@grafana/ui';
import React, { lazy, Suspense, useEffect } from 'react';
import { Controls } from './Controls';
import type { DashboardScene } from './DashboardScene';

// Both bring the table, which a dashboard without one need not load.
const InspectDrawer = lazy(async () => ({ default: (await import('./InspectDrawer')).InspectDrawer }));
const PanelEditPage = lazy(async () => ({ default: (await import('../paneledit/PanelEditPage')).PanelEditPage }));

export function DashboardSceneRenderer({ model }: SceneComponentProps<DashboardScene>) {
  const { missing, viewPanel, editPanel, inspection } = model.useState();
  const styles = useStyles2(getStyles);
  if (editPanel) {
    return (
      <Suspense fallback={null}>
        <PanelEditPage key={editPanel} dashboard={model} panelId={editPanel} />
      </Suspense>
    );
  }
  return (
    <div className={styles.page}>
      {missing.length > 0 && (
        // An Alert grows in a column, and would push a short dashboard down; not in a block of its own.
        <div>
          <Alert severity="warning" title={`The workbench cannot do all of this dashboard: ${missing.join(', ')}`} />
        </div>
      )}
      <Controls model={model} />
      {viewPanel ? <SoloPanel model={model} id={viewPanel} /> : <Body model={model} />}
      {inspection && (
        <Suspense fallback={null}>
          <InspectDrawer inspection={inspection} dashboard={model} />
        </Suspense>
      )}
    </div>
  );
}

function Body({ model }: { model: DashboardScene }) {
  const { body } = model.useState();
  return <body.Component model={body} />;
}

/** One panel over the whole page; Escape goes back. */
function SoloPanel({ model, id }: { model: DashboardScene; id: string }) {
  const styles = useStyles2(getStyles);
  const panel = model.findPanel(id);
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => key === 'Escape' && locationService.partial({ viewPanel: null });
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  if (!panel) {
    return <Alert severity="error" title={`This dashboard has no panel ${id}`} />;
  }
  return (
    <div className={styles.solo}>
      <panel.Component model={panel} />
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    page: css({
      display: 'flex',
      flexDirection: 'column',
      flex: 1,
      padding: theme.spacing(0, 2, 2),
      [theme.breakpoints.down('sm')]: { padding: theme.spacing(0, 1, 1) },
    }),
    solo: css({ position: 'relative', flex: 1, minHeight: 300 }),
  };
}
