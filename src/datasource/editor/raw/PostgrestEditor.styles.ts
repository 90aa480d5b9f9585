import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getStyles(theme: GrafanaTheme2) {
  return {
    request: css({ display: 'flex', flexWrap: 'wrap', rowGap: theme.spacing(0.5), marginBottom: theme.spacing(0.5) }),
  };
}
