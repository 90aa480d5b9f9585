import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** One readable column, also on a phone. */
export function getStyles(theme: GrafanaTheme2) {
  return {
    form: css({ maxWidth: theme.spacing(80), marginBottom: theme.spacing(4) }),
  };
}
