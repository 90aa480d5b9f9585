import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getStyles(theme: GrafanaTheme2) {
  return {
    badge: css({
      ...theme.typography.bodySmall,
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      color: theme.colors.text.secondary,
      marginTop: theme.spacing(1),
    }),
    cut: css({ color: theme.colors.warning.text }),
  };
}
