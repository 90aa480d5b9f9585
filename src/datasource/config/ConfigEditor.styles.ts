import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

/** One readable column, also on a phone. */
export function getStyles(theme: GrafanaTheme2) {
  return {
    form: css({ maxWidth: theme.spacing(80), marginBottom: theme.spacing(4) }),
    row: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), alignItems: 'flex-start' }),
    grow: css({ flex: '1 1 200px', minWidth: 0 }),
    said: css({ flexBasis: '100%', color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  };
}
