import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getStyles(theme: GrafanaTheme2) {
  return {
    error: css({ margin: theme.spacing(1, 0, 0), overflowWrap: 'anywhere' }),
    causes: css({ margin: theme.spacing(0, 0, 1, 2.5) }),
    mend: css({ margin: 0 }),
    command: css({ whiteSpace: 'pre-wrap', margin: theme.spacing(1, 0, 0) }),
  };
}
