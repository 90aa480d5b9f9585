import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getStyles(theme: GrafanaTheme2) {
  return {
    line: css({ color: theme.colors.text.secondary, margin: theme.spacing(0, 0, 1) }),
    missing: css({ color: theme.colors.warning.text, margin: theme.spacing(0, 0, 1) }),
  };
}
