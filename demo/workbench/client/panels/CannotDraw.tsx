import { css } from '@emotion/css';
import { PanelPlugin, type GrafanaTheme2, type PanelProps } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

interface Options {
  /** What is missing, in words that follow "The workbench cannot draw". */
  missing?: string[];
}

/** A panel in place of one that the workbench cannot draw right: it names why, so that nothing is silently left out. */
export function cannotDrawPlugin(what: string): PanelPlugin {
  return new PanelPlugin<Options>(({ options }: PanelProps<Options>) => (
    <CannotDraw missing={options.missing ?? [what]} />
  ));
}

export function CannotDraw({ missing }: { missing: string[] }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.body} data-testid="workbench-cannot-draw">
      <Icon name="exclamation-triangle" size="xl" />
      {missing.map((what) => (
        <p key={what}>The workbench cannot draw {what}</p>
      ))}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    body: css({
      height: '100%',
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'center',
      justifyContent: 'center',
      textAlign: 'center',
      padding: theme.spacing(1),
      color: theme.colors.warning.text,
      overflow: 'auto',
      '& p': { margin: theme.spacing(1, 0, 0) },
    }),
  };
}
