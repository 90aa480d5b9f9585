import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { VariableValueSelectors } from '@grafana/scenes';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import { useKiosk } from '../shell/useKiosk';
import { useNarrow } from '../shell/useNarrow';
import { AnnotationToggles } from './AnnotationToggles';
import type { DashboardScene } from './DashboardScene';

/** Variables, annotations, links, time and refresh. On a phone the first two wait behind a button, so panels come first. */
export function Controls({ model }: { model: DashboardScene }) {
  const { controls, json } = model.useState();
  const styles = useStyles2(getStyles);
  const isNarrow = useNarrow();
  const [showsFilters, setShowsFilters] = useState(false);
  if (useKiosk()) {
    return null;
  }
  const shown = controls.filter((control) => !isNarrow || showsFilters || !isFilter(control));
  return (
    <div
      className={styles.controls}
      data-testid="dashboard-controls"
      role="group"
      aria-label={`Controls of ${json.title}`}
    >
      {isNarrow && (
        <Button
          variant="secondary"
          icon="filter"
          aria-expanded={showsFilters}
          onClick={() => setShowsFilters(!showsFilters)}
        >
          Filters
        </Button>
      )}
      {shown.map((control) => (
        <control.Component key={control.state.key} model={control} />
      ))}
    </div>
  );
}

function isFilter(control: unknown): boolean {
  return control instanceof VariableValueSelectors || control instanceof AnnotationToggles;
}

function getStyles(theme: GrafanaTheme2) {
  return {
    controls: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      padding: theme.spacing(2, 0),
      [theme.breakpoints.up('sm')]: {
        position: 'sticky',
        top: 40,
        zIndex: theme.zIndex.activePanel,
        background: theme.colors.background.canvas,
      },
      [theme.breakpoints.down('sm')]: { padding: theme.spacing(1, 0) },
    }),
  };
}
